using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Design;

namespace Placard.Data.PostgreSql;

/// <summary>Lets <c>scripts/add-migration</c> build the model without a running server.</summary>
public sealed class DesignTime : IDesignTimeDbContextFactory<PlacardDbContext>
{
    public PlacardDbContext CreateDbContext(string[] args)
    {
        var options = new DbContextOptionsBuilder<PlacardDbContext>();
        new PostgreSqlDialect("Host=localhost;Database=design").Configure(options);
        return new(options.Options);
    }
}
