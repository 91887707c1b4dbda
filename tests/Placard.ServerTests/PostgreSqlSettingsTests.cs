using Placard.Data.PostgreSql;
using Xunit;

namespace Placard.ServerTests;

public sealed class PostgreSqlSettingsTests
{
    [Fact]
    public void Statements_are_prepared_and_connections_not_reset_unless_the_connection_string_says_otherwise()
    {
        var ours = PostgreSqlDialect.Settings("Host=db;Username=placard");
        Assert.Equal((100, true), (ours.MaxAutoPrepare, ours.NoResetOnClose));

        var theirs = PostgreSqlDialect.Settings("Host=db;MaxAutoPrepare=0;No Reset On Close=false");
        Assert.Equal((0, false), (theirs.MaxAutoPrepare, theirs.NoResetOnClose));
    }
}
