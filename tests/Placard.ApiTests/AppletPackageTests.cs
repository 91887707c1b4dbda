using System.IO.Compression;
using System.Text;
using System.Text.Json;
using CsCheck;
using Placard.Api.Features.Applets.Building;
using Placard.Domain.Content;
using Placard.Storage;
using Placard.TestKit;
using Xunit;

namespace Placard.ApiTests;

/// <summary>What goes into a package and into a page, without a server.</summary>
public sealed class AppletPackageTests : IDisposable
{
    private const string Loader = "[LOADER]";

    private static readonly string[] Pieces = ["<", ">", "<!--", "-->", "<html", "<head", "<!doctype", " ", "=", "\"", "'", "/", "\uFEFF", "x"];

    private readonly TestFolder _folder = new();
    private readonly LocalFolderBlobStore _blobs;

    public AppletPackageTests()
    {
        _blobs = new(_folder.Path);
        _blobs.Prepare();
    }

    [Theory]
    [InlineData("<!doctype html><html><head><title>a</title></head></html>", "<!doctype html><html><head>[LOADER]<title>a</title></head></html>")]
    [InlineData("\uFEFF\n<!DOCTYPE HTML>\n<HTML lang=\"cs\">\n<HEAD data-a='>' data-b = \">\">x", "\uFEFF\n<!DOCTYPE HTML>\n<HTML lang=\"cs\">\n<HEAD data-a='>' data-b = \">\">[LOADER]x")]
    [InlineData("<!-- <head> --><!doctype html><!-- <head> --><head><script src=a></script>", "<!-- <head> --><!doctype html><!-- <head> --><head>[LOADER]<script src=a></script>")]
    [InlineData("<!doctype html><!--><head>x", "<!doctype html><!--><head>[LOADER]x")]
    [InlineData("<!doctype html><!-- a --!><head>-->", "<!doctype html><!-- a --!><head>[LOADER]-->")]
    [InlineData("<!doctype html><html class=a><body><p>no head</p>", "<!doctype html><html class=a>[LOADER]<body><p>no head</p>")]
    [InlineData("<!doctype html><header>no head</header>", "<!doctype html>[LOADER]<header>no head</header>")]
    [InlineData("<?xml version=\"1.0\"?><!doctype html><html/><p>", "<?xml version=\"1.0\"?><!doctype html><html/>[LOADER]<p>")]
    [InlineData("<html it's><head>x", "<html it's><head>[LOADER]x")]
    [InlineData("<p>nothing <head> of the kind", "[LOADER]<p>nothing <head> of the kind")]
    [InlineData("\uFEFFplain", "\uFEFF[LOADER]plain")]
    [InlineData("<html><!-- without an end <head>", "<html>[LOADER]<!-- without an end <head>")]
    [InlineData("<html <head", "[LOADER]<html <head")]
    [InlineData("", "[LOADER]")]
    public void The_loader_stands_at_the_beginning_of_the_head_or_where_a_browser_begins_one(string page, string expected)
    {
        var bytes = Encoding.UTF8.GetBytes(page);
        var place = PageLoader.FindPlace(bytes);

        Assert.Equal(expected, Encoding.UTF8.GetString(bytes[..place]) + Loader + Encoding.UTF8.GetString(bytes[place..]));
    }

    [Fact]
    public void The_place_is_found_in_any_bytes() =>
        Gen.OneOf(Gen.Int[0, Pieces.Length - 1].Select(index => Pieces[index]), Gen.String)
            .Array[0, 30]
            .Sample(parts =>
            {
                var bytes = Encoding.UTF8.GetBytes(string.Concat(parts));
                Assert.InRange(PageLoader.FindPlace(bytes), 0, bytes.Length);
            });

    [Fact]
    public void The_loader_keeps_the_encoding_and_ends_where_it_says()
    {
        var loader = Encoding.UTF8.GetString(PageLoader.Bytes.Span);

        Assert.StartsWith("<meta charset=\"utf-8\"><script>", loader, StringComparison.Ordinal);
        Assert.Equal(loader.Length - "</script>".Length, loader.IndexOf("</script>", StringComparison.Ordinal));
    }

    [Theory]
    [InlineData("index.html", true)]
    [InlineData("a/b.c/..d/e..", true)]
    [InlineData("žluťoučký kůň.png", true)]
    [InlineData("", false)]
    [InlineData("/etc/passwd", false)]
    [InlineData("../index.html", false)]
    [InlineData("a/../../index.html", false)]
    [InlineData("a/./b", false)]
    [InlineData("a//b", false)]
    [InlineData("a/", false)]
    [InlineData("..\\index.html", false)]
    [InlineData("C:/index.html", false)]
    [InlineData("c:index.html", false)]
    [InlineData("a\0b", false)]
    [InlineData("a\nb", false)]
    public async Task A_name_in_a_package_can_not_lead_out_of_it(string path, bool isSafe)
    {
        var blob = await PutAsync("content");

        Assert.Equal(isSafe, ContentPath.IsSafe(path));
        if (isSafe)
        {
            Assert.Contains(path, (await UnpackAsync(await PackAsync("{}", (path, blob)))).Keys);
        }
        else
        {
            await Assert.ThrowsAsync<ArgumentException>(() => PackAsync("{}", (path, blob)));
        }
    }

    [Theory]
    [InlineData("""{"name":"a","main":"dist/old.js","version":"1.0.0"}""", "name=a version=1.0.0 main=index.html")]
    [InlineData("""{"main":1,"main":2}""", "main=index.html")]
    [InlineData("\uFEFF{ \"sos\": {\"appletUid\":\"u\"} }", "sos={\"appletUid\":\"u\"} main=index.html")]
    [InlineData("{}", "main=index.html")]
    public void The_developers_manifest_stays_but_for_where_to_start(string own, string expected)
    {
        using var json = JsonDocument.Parse(PackageManifest.With(Encoding.UTF8.GetBytes(own), "index.html"));

        Assert.Equal(expected, string.Join(' ', json.RootElement.EnumerateObject().Select(property => $"{property.Name}={property.Value}")).Replace("\n", "", StringComparison.Ordinal).Replace("  ", "", StringComparison.Ordinal).Replace(": ", ":", StringComparison.Ordinal));
    }

    [Theory]
    [InlineData("")]
    [InlineData("{")]
    [InlineData("[]")]
    [InlineData("null")]
    [InlineData("{\"a\":1,}")]
    [InlineData("// a\n{}")]
    public void What_is_no_manifest_is_told(string own) => Assert.Null(PackageManifest.With(Encoding.UTF8.GetBytes(own), "index.html"));

    [Fact]
    public async Task Equal_files_make_equal_packages_that_unpack_to_them()
    {
        var (page, picture, large) = (await PutAsync("<p>"), await PutAsync("not really a picture"), await PutAsync(new string('a', 300_000)));
        (string, string)[] files = [("index.html", page), ("assets/logo.png", picture), ("package.json", page), ("large.txt", large)];

        var package = await PackAsync("""{"main":"index.html"}""", files);

        Assert.Equal(package, await PackAsync("""{"main":"index.html"}""", files));
        Assert.InRange(package.Length, 100, 20_000);
        var unpacked = await UnpackAsync(package);
        Assert.Equal(["package.json", "index.html", "assets/logo.png", "large.txt"], unpacked.Keys);
        Assert.Equal("""{"main":"index.html"}""", unpacked["package.json"]);
        Assert.Equal("<p>", unpacked["index.html"]);
        Assert.Equal("not really a picture", unpacked["assets/logo.png"]);
        Assert.Equal(300_000, unpacked["large.txt"].Length);
    }

    public void Dispose() => _folder.Dispose();

    private async Task<string> PutAsync(string content) =>
        (await _blobs.PutAsync(new MemoryStream(Encoding.UTF8.GetBytes(content)), 1 << 20, CancellationToken.None)).Hash;

    private async Task<byte[]> PackAsync(string manifest, params (string Path, string BlobHash)[] files)
    {
        using var target = new MemoryStream();
        await PackageZip.WriteAsync(target, Encoding.UTF8.GetBytes(manifest), files, _blobs, CancellationToken.None);
        return target.ToArray();
    }

    private static async Task<Dictionary<string, string>> UnpackAsync(byte[] package)
    {
        await using var zip = new ZipArchive(new MemoryStream(package));
        var files = new Dictionary<string, string>();
        foreach (var entry in zip.Entries)
        {
            using var reader = new StreamReader(await entry.OpenAsync());
            files.Add(entry.FullName, await reader.ReadToEndAsync());
        }

        return files;
    }
}
