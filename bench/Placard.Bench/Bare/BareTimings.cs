using System.Data.Common;
using System.Text.Json;
using Microsoft.AspNetCore.Http;

namespace Placard.Bench.Bare;

/// <summary>Reads a body and stores it as one row, committed before the answer.</summary>
internal static class BareTimings
{
    private static readonly ReadOnlyMemory<byte> Done = """{"message":"OK"}"""u8.ToArray();

    public static async Task InsertAsync(HttpContext http, Func<ValueTask<DbConnection>> open)
    {
        using var body = await JsonDocument.ParseAsync(http.Request.Body, default, http.RequestAborted);
        var sent = body.RootElement;
        var now = TimeProvider.System.GetUtcNow();
        await using var connection = await open();
        await using var command = connection.CreateCommand();
        command.CommandText =
            "insert into bench_timing (uid, organization_uid, device_uid, applet_uid, applet_version, starts_at, ends_at, configuration, position, "
            + "finish_event_type, finish_event_data, enabled, created_at, updated_at) values ($1, '', $2, $3, $4, $5, $6, $7, $8, $9, $10, true, $11, $11)";
        Add(command, Guid.NewGuid().ToString("N"));
        Add(command, sent.GetProperty("deviceUid").GetString()!);
        Add(command, sent.GetProperty("appletUid").GetString()!);
        Add(command, sent.GetProperty("appletVersion").GetString()!);
        Add(command, sent.GetProperty("startsAt").GetDateTimeOffset());
        Add(command, sent.GetProperty("endsAt").GetDateTimeOffset());
        Add(command, sent.GetProperty("configuration").GetRawText());
        Add(command, sent.GetProperty("position").GetDouble());
        Add(command, sent.GetProperty("finishEventType").GetString()!);
        Add(command, sent.GetProperty("finishEventData").GetRawText());
        Add(command, now);
        await command.ExecuteNonQueryAsync(http.RequestAborted);
        http.Response.ContentType = "application/json; charset=utf-8";
        http.Response.ContentLength = Done.Length;
        await http.Response.BodyWriter.WriteAsync(Done, http.RequestAborted);
    }

    private static void Add(DbCommand command, object value)
    {
        var parameter = command.CreateParameter();
        parameter.Value = value;
        command.Parameters.Add(parameter);
    }
}
