package lianhu.app.cli;

import java.io.PrintWriter;
import java.util.Objects;
import lianhu.adapters.county.InvalidCountyException;
import lianhu.app.boot.StartupException;
import lianhu.embedded.EmbeddedException;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.HelpCommand;
import picocli.CommandLine.MissingParameterException;
import picocli.CommandLine.Model.ArgSpec;
import picocli.CommandLine.Model.OptionSpec;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.UnmatchedArgumentException;

/** All commands, and the mapping of exceptions to exit codes and messages. */
@Command(
        name = "./lianhu",
        header = "联户网关 Lianhu Gateway%n",
        synopsisSubcommandLabel = "COMMAND",
        footer = {"", "每个命令的选项 options of each: ./lianhu COMMAND --help"},
        subcommands = {
            RunCommand.class,
            BackupCommand.class,
            RestoreCommand.class,
            RotateKeyCommand.class,
            RekeyCommand.class,
            DoctorCommand.class,
            RosterCommand.class,
            SealedLinksCommand.class,
            EraseCommand.class,
            PackageCommand.class,
            HelpCommand.class
        })
public final class LianhuCommand {
    private static final int WIDTH = 110;
    private static final int FAULTY = 1;

    /** Runs one command and returns its exit code. */
    public static int run(String... words) {
        return commandLine().execute(words);
    }

    /** Returns the command line with all commands. */
    public static CommandLine commandLine() {
        CommandLine commands = new CommandLine(new LianhuCommand())
                .setUsageHelpWidth(WIDTH)
                .setParameterExceptionHandler((wrong, words) -> refuse(wrong))
                .setExecutionExceptionHandler((failure, command, words) -> explain(failure, command));
        commands.getSubcommands().values().forEach(LianhuCommand::withBothLanguages);
        withBothLanguages(commands);
        Objects.requireNonNull(commands.getSubcommands().get("help"))
                .getCommandSpec()
                .usageMessage()
                .description("显示一个命令的选项  shows the options of a command");
        return commands;
    }

    /** The launcher itself runs {@code test} and {@code bench}; these two methods only add them to the help text. */
    @Command(name = "test", description = "运行全部测试  every test, with the set-up they need")
    int test() {
        throw new ExitException(ExitException.WRONG_USAGE, "请用 ./lianhu test 来运行。  Run ./lianhu test.");
    }

    @Command(
            name = "bench",
            customSynopsis = "./lianhu bench NAME …",
            description =
                    "性能测量：ingest start kill disk notices hostile soak calls desk  measurements; one JSON object on the last line")
    int bench() {
        throw new ExitException(ExitException.WRONG_USAGE, "请用 ./lianhu bench 来运行。  Run ./lianhu bench.");
    }

    private static void withBothLanguages(CommandLine command) {
        command.getCommandSpec()
                .usageMessage()
                .synopsisHeading("用法 usage: ")
                .commandListHeading("%n命令 commands:%n")
                .sortOptions(false);
        if (command.getCommandSpec().findOption("--help") == null) {
            command.getCommandSpec()
                    .addOption(OptionSpec.builder("-h", "--help")
                            .usageHelp(true)
                            .description("显示这段说明", "shows this text")
                            .build());
        }
    }

    private static int refuse(ParameterException wrong) {
        CommandLine command = wrong.getCommandLine();
        PrintWriter err = command.getErr();
        command.usage(err);
        err.println(sentence(wrong));
        err.flush();
        return ExitException.WRONG_USAGE;
    }

    private static String sentence(ParameterException wrong) {
        CommandLine command = wrong.getCommandLine();
        if (wrong instanceof UnmatchedArgumentException unmatched) {
            String word = unmatched.getUnmatched().getFirst();
            return command.getParent() == null
                    ? "没有这个命令：" + word + "  There is no such command; nothing was done."
                    : "不认识：" + word + "  Unknown: " + word;
        }
        if (wrong instanceof MissingParameterException missing
                && !missing.getMissing().isEmpty()) {
            ArgSpec first = missing.getMissing().getFirst();
            return first instanceof OptionSpec option
                    ? option.longestName() + " 后面缺少一个值。  " + option.longestName() + " needs a value."
                    : first.paramLabel().equals("FILE")
                            ? command.getCommandName() + " 后面缺少文件名。  " + command.getCommandName() + " needs a file."
                            : command.getCommandName() + " 后面缺少受理号。  " + command.getCommandName()
                                    + " needs a receipt number.";
        }
        return "写法不对：" + wrong.getMessage();
    }

    private static int explain(Exception failure, CommandLine command) {
        if (failure instanceof ExitException
                || failure instanceof StartupException
                || failure instanceof InvalidCountyException
                || failure instanceof EmbeddedException) {
            command.getErr().println(failure.getMessage());
        } else {
            failure.printStackTrace(command.getErr());
        }
        command.getErr().flush();
        return switch (failure) {
            case ExitException exit -> exit.exitCode();
            case EmbeddedException embedded -> embedded.exitCode();
            default -> FAULTY;
        };
    }
}
