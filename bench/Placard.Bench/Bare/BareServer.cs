using System.Buffers;
using System.Data.Common;
using System.Globalization;
using System.Text.Encodings.Web;
using System.Text.Json;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Http;
using Microsoft.Data.Sqlite;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;
using Npgsql;

namespace Placard.Bench.Bare;

/// <summary>
/// As little as can answer the same rows: Kestrel, a driver, hand-written SQL and a JSON writer. No authentication, no tenancy, no quota, no mapper.
/// What the server costs beyond it is what its users pay for those.
/// </summary>
internal static class BareServer
{
    private const string V1Columns =
        "uid, duid, name, created_at, alive_at, pin_code, application_type, application_version, front_display_version, firmware_version, model, serial_number, brand, "
        + "os_version, timezone, organization_uid, location_uid, network_interfaces, storage_status, battery_status, \"current_time\", supported_resolutions";

    private const string V2Columns =
        "uid, duid, name, created_at, application_type, firmware_version, model, serial_number, brand, os_version, organization_uid, location_uid, connection_method";

    public static async Task<int> RunAsync(string database, int port, CancellationToken cancellation)
    {
        var builder = WebApplication.CreateSlimBuilder();
        builder.Logging.ClearProviders();
        builder.WebHost.ConfigureKestrel(kestrel => kestrel.ListenLocalhost(port));
        var app = builder.Build();
        var open = Connections(database);
        app.MapGet("/ready", () => Results.Ok());
        app.MapGet("/v1/device/{uid}", (HttpContext http, string uid) => OneAsync(http, open, uid));
        app.MapGet("/v2/device", (HttpContext http, string organizationUid, int limit) => ListAsync(http, open, organizationUid, limit));
        app.MapPost("/v1/timing", (HttpContext http) => BareTimings.InsertAsync(http, open));
        await app.StartAsync(cancellation);
        await app.WaitForShutdownAsync(cancellation);
        return 0;
    }

    private static Func<ValueTask<DbConnection>> Connections(string database)
    {
        if (database.StartsWith("Data Source", StringComparison.Ordinal))
        {
            return async () =>
            {
                var connection = new SqliteConnection(database);
                await connection.OpenAsync();
                return connection;
            };
        }

        var source = NpgsqlDataSource.Create(new NpgsqlConnectionStringBuilder(database) { MaxAutoPrepare = 100 });
        return async () => await source.OpenConnectionAsync();
    }

    private static async Task OneAsync(HttpContext http, Func<ValueTask<DbConnection>> open, string uid)
    {
        await using var connection = await open();
        await using var command = Command(connection, $"select {V1Columns} from device where uid = ", uid, "");
        await using var reader = await command.ExecuteReaderAsync(http.RequestAborted);
        if (!await reader.ReadAsync(http.RequestAborted))
        {
            http.Response.StatusCode = StatusCodes.Status404NotFound;
            return;
        }

        await AnswerAsync(http, json => WriteV1(json, reader));
    }

    private static async Task ListAsync(HttpContext http, Func<ValueTask<DbConnection>> open, string organizationUid, int limit)
    {
        await using var connection = await open();
        await using var command = Command(
            connection, $"select {V2Columns} from device where organization_uid = ", organizationUid,
            $" order by created_at desc, uid desc limit {(limit + 1).ToString(CultureInfo.InvariantCulture)}");
        await using var reader = await command.ExecuteReaderAsync(http.RequestAborted);
        var body = new ArrayBufferWriter<byte>(8192);
        using (var json = Writer(body))
        {
            json.WriteStartArray();
            for (var row = 0; row < limit && await reader.ReadAsync(http.RequestAborted); row++)
            {
                WriteV2(json, reader);
            }

            json.WriteEndArray();
        }

        await SendAsync(http, body);
    }

    private static DbCommand Command(DbConnection connection, string select, string value, string tail)
    {
        var command = connection.CreateCommand();
        var isSqlite = connection is SqliteConnection;
        command.CommandText = select + (isSqlite ? "$value" : "$1") + tail;
        var parameter = command.CreateParameter();
        if (isSqlite)
        {
            parameter.ParameterName = "$value";
        }

        parameter.Value = value;
        command.Parameters.Add(parameter);
        return command;
    }

    private static void WriteV1(Utf8JsonWriter json, DbDataReader row)
    {
        json.WriteStartObject();
        Text(json, "uid", row, 0);
        Text(json, "duid", row, 1);
        Text(json, "name", row, 2);
        Instant(json, "createdAt", row, 3);
        Instant(json, "aliveAt", row, 4);
        Text(json, "pinCode", row, 5);
        Text(json, "applicationType", row, 6);
        Text(json, "applicationVersion", row, 7);
        Text(json, "frontDisplayVersion", row, 8);
        Text(json, "firmwareVersion", row, 9);
        Text(json, "model", row, 10);
        Text(json, "serialNumber", row, 11);
        Text(json, "brand", row, 12);
        Text(json, "osVersion", row, 13);
        Text(json, "timezone", row, 14);
        Text(json, "organizationUid", row, 15);
        Text(json, "locationUid", row, 16);
        Raw(json, "networkInterfaces", row, 17);
        Raw(json, "storageStatus", row, 18);
        json.WritePropertyName("connections");
        json.WriteRawValue("[]");
        Raw(json, "batteryStatus", row, 19);
        Raw(json, "currentTime", row, 20);
        Raw(json, "supportedResolutions", row, 21);
        json.WriteEndObject();
    }

    private static void WriteV2(Utf8JsonWriter json, DbDataReader row)
    {
        json.WriteStartObject();
        Text(json, "uid", row, 0);
        Text(json, "duid", row, 1);
        Text(json, "name", row, 2);
        Instant(json, "createdAt", row, 3);
        Text(json, "applicationType", row, 4);
        Text(json, "firmwareVersion", row, 5);
        Text(json, "model", row, 6);
        Text(json, "serialNumber", row, 7);
        Text(json, "brand", row, 8);
        Text(json, "osVersion", row, 9);
        Text(json, "organizationUid", row, 10);
        Text(json, "locationUid", row, 11);
        Text(json, "connectionMethod", row, 12);
        json.WriteEndObject();
    }

    private static void Text(Utf8JsonWriter json, string name, DbDataReader row, int column) =>
        json.WriteString(name, row.IsDBNull(column) ? null : row.GetString(column));

    private static void Raw(Utf8JsonWriter json, string name, DbDataReader row, int column)
    {
        json.WritePropertyName(name);
        json.WriteRawValue(row.IsDBNull(column) ? "null" : row.GetString(column), skipInputValidation: true);
    }

    private static void Instant(Utf8JsonWriter json, string name, DbDataReader row, int column)
    {
        if (row.IsDBNull(column))
        {
            json.WriteNull(name);
        }
        else
        {
            json.WriteString(name, row.GetDateTime(column).ToString("yyyy-MM-dd'T'HH:mm:ss.fff'Z'", CultureInfo.InvariantCulture));
        }
    }

    private static Task AnswerAsync(HttpContext http, Action<Utf8JsonWriter> write)
    {
        var body = new ArrayBufferWriter<byte>(2048);
        using (var json = Writer(body))
        {
            write(json);
        }

        return SendAsync(http, body);
    }

    private static Utf8JsonWriter Writer(IBufferWriter<byte> body) => new(body, new JsonWriterOptions { Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping, SkipValidation = true });

    private static async Task SendAsync(HttpContext http, ArrayBufferWriter<byte> body)
    {
        http.Response.ContentType = "application/json; charset=utf-8";
        http.Response.ContentLength = body.WrittenCount;
        await http.Response.BodyWriter.WriteAsync(body.WrittenMemory, http.RequestAborted);
    }
}
