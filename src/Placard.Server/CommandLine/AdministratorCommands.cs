using System.CommandLine;
using Placard.Server.Administration;

namespace Placard.Server.CommandLine;

/// <summary>The commands that act on the database itself. They work while the server runs, and before anyone can log in.</summary>
internal static class AdministratorCommands
{
    public static IEnumerable<Command> All() => [Company(), Account(), CoreAppCommands.Make(), LibraryCommands.Make()];

    private static Command Company()
    {
        var email = new Option<string>("--owner-email") { Description = "E-mail address of the owner; an account that has it is taken", HelpName = "E", Required = true };
        var name = new Option<string?>("--name") { Description = "Name, unique among companies (default: the domain of the address)", HelpName = "N" };
        var title = new Option<string?>("--title") { Description = "What people read (default: the name)", HelpName = "T" };
        var create = new Command("create", "Make a company with one organization, its owner and their keys") { email, name, title };
        create.SetAction((parsed, cancellation) => AdministrationRun.RunAsync(
            ServerOptionList.Read(parsed),
            run => run.Companies.CreateAsync(parsed.GetRequiredValue(email), parsed.GetValue(name), parsed.GetValue(title), cancellation),
            cancellation));
        return new("company", "Companies of this server") { create };
    }

    private static Command Account() => new("account", "Accounts of this server")
    {
        OfAccount("grant-admin", "Let an account administer the server", (run, account, cancellation) => run.Accounts.GrantAdministratorAsync(account, cancellation)),
        OfAccount("disable", "Refuse an account and its tokens from now on", (run, account, cancellation) => run.Accounts.DisableAsync(account, cancellation)),
        OfAccount("reset-password", "Give an account a new random password", (run, account, cancellation) => run.Accounts.ResetPasswordAsync(account, cancellation)),
    };

    private static Command OfAccount(string name, string description, Func<AdministrationRun, string, CancellationToken, Task> work)
    {
        var account = new Argument<string>("account") { Description = "Username or e-mail address" };
        var command = new Command(name, description) { account };
        command.SetAction((parsed, cancellation) => AdministrationRun.RunAsync(
            ServerOptionList.Read(parsed), run => work(run, parsed.GetRequiredValue(account), cancellation), cancellation));
        return command;
    }
}
