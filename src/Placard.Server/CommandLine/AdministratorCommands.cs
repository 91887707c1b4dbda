using System.CommandLine;
using Placard.Server.Administration;

namespace Placard.Server.CommandLine;

/// <summary>The commands that act on the database itself. They work while the server runs, and before anyone can log in.</summary>
internal static class AdministratorCommands
{
    public static IEnumerable<Command> All() => [Company(), Account(), Organization(), CoreAppCommands.Make(), LibraryCommands.Make()];

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
        OfAddress("create", "Make an account with a random password, for somebody whom no mail reaches", (run, email, cancellation) => run.Accounts.CreateAsync(email, cancellation)),
        OfAccount("grant-admin", "Let an account administer the server", (run, account, cancellation) => run.Accounts.GrantAdministratorAsync(account, cancellation)),
        OfAccount("disable", "Refuse an account and its tokens from now on", (run, account, cancellation) => run.Accounts.DisableAsync(account, cancellation)),
        OfAccount("enable", "Let a disabled account in again", (run, account, cancellation) => run.Accounts.EnableAsync(account, cancellation)),
        OfAccount("reset-password", "Give an account a new random password; one that was only invited needs no mail then", (run, account, cancellation) => run.Accounts.ResetPasswordAsync(account, cancellation)),
    };

    private static Command Organization()
    {
        var uid = new Argument<string>("organization") { Description = "Uid of the organization" };
        var count = new Argument<string>("count") { Description = "Number of devices, or none for any number" };
        var limit = new Command("max-devices", "Limit how many devices an organization may have; those that are there stay") { uid, count };
        limit.SetAction((parsed, cancellation) => AdministrationRun.RunAsync(
            ServerOptionList.Read(parsed),
            run => run.Organizations.SetMostDevicesAsync(parsed.GetRequiredValue(uid), parsed.GetRequiredValue(count), cancellation),
            cancellation));
        return new("organization", "Organizations of this server") { limit };
    }

    private static Command OfAccount(string name, string description, Func<AdministrationRun, string, CancellationToken, Task> work) =>
        Of(new Argument<string>("account") { Description = "Username or e-mail address" }, name, description, work);

    private static Command OfAddress(string name, string description, Func<AdministrationRun, string, CancellationToken, Task> work) =>
        Of(new Argument<string>("email") { Description = "E-mail address, which is also the username" }, name, description, work);

    private static Command Of(Argument<string> account, string name, string description, Func<AdministrationRun, string, CancellationToken, Task> work)
    {
        var command = new Command(name, description) { account };
        command.SetAction((parsed, cancellation) => AdministrationRun.RunAsync(
            ServerOptionList.Read(parsed), run => work(run, parsed.GetRequiredValue(account), cancellation), cancellation));
        return command;
    }
}
