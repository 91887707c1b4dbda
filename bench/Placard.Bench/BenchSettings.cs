namespace Placard.Bench;

/// <summary>What bench/run built and started.</summary>
/// <param name="Server">The published server.</param>
/// <param name="Emulator">The published emulator, where one is needed.</param>
/// <param name="Postgres">Connection string of the PostgreSQL server.</param>
internal sealed record BenchSettings(FileInfo Server, FileInfo? Emulator, string? Postgres);
