using System.Text.Json;
using System.Text.Json.Nodes;
using Placard.Domain.Catalogue;
using Xunit;

namespace Placard.ApiTests;

/// <summary>The document that <c>/openapi/v1.json</c> serves.</summary>
public sealed class ApiDocumentTests(SharedServer shared) : IClassFixture<SharedServer>
{
    private const string Json = "application/json";
    private const string Form = "application/x-www-form-urlencoded";

    [Fact]
    public async Task Every_operation_shows_both_encodings_its_errors_and_an_example_of_every_body()
    {
        var operations = await OperationsAsync();
        Assert.Equal(Operation.Done.Select(operation => operation.Name).Order(), operations.Keys.Order());
        foreach (var (name, operation) in operations)
        {
            if (operation["requestBody"]?["content"] is JsonObject request)
            {
                Assert.True(request.ContainsKey(Json) && request.ContainsKey(Form), $"{name} lacks an encoding.");
                Assert.All(request, media => Assert.True(media.Value!["example"] is JsonObject { Count: > 0 }, $"{name} shows no example of its request as {media.Key}."));
            }

            var responses = operation["responses"]!.AsObject();
            Assert.All(new[] { "400", "403", "404", "429", "500" }, status => Assert.Equal(int.Parse(status, null), (int?)responses[status]?["content"]?[Json]?["example"]?["status"]));
            foreach (var (status, response) in responses.Where(response => response.Key is not "204" && response.Value!["content"]?["application/octet-stream"] is null))
            {
                Assert.True(response!["content"]?[Json]?["example"] is JsonObject or JsonArray, $"{name} shows no example of its answer {status}.");
            }
        }
    }

    [Fact]
    public async Task What_is_shown_as_a_request_for_a_device_is_one_that_is_accepted()
    {
        var operations = await OperationsAsync();
        Assert.All(new DeviceActionCatalogue().Kinds.Where(kind => kind.Route is not null && kind.Fields.Count > 0), kind =>
        {
            var example = operations[kind.Route!.SetOperation]["requestBody"]!["content"]![Json]!["example"]!.AsObject();
            var errors = new ValueErrors();

            kind.Read(example, errors);

            Assert.True(errors.IsEmpty, $"{kind.ActionType}: {example.ToJsonString()} is wrong: {string.Join(", ", errors.Errors)}");
        });
    }

    private async Task<Dictionary<string, JsonObject>> OperationsAsync()
    {
        var document = JsonNode.Parse(await shared.Server.Anonymous().GetStringAsync("/openapi/v1.json"), documentOptions: new JsonDocumentOptions { MaxDepth = 128 })!;
        return document["paths"]!.AsObject()
            .SelectMany(path => path.Value!.AsObject().Select(operation => operation.Value!.AsObject()))
            .ToDictionary(operation => (string)operation["operationId"]!);
    }
}
