import { UsageError } from '../../domain/errors.ts';
import { bashScript } from '../completion/bash.ts';
import { fishScript } from '../completion/fish.ts';
import { type CommandModel, modelOf, SHELLS, type Shell } from '../completion/model.ts';
import { zshScript } from '../completion/zsh.ts';
import { EXIT, type ExitCode } from '../exit-codes.ts';
import type { Flags } from '../options.ts';
import type { Host } from './command.ts';
import { COMMANDS } from './index.ts';

const SCRIPTS: Readonly<Record<Shell, (commands: readonly CommandModel[]) => string>> = {
  bash: bashScript,
  zsh: zshScript,
  fish: fishScript,
};

const INSTALL: Readonly<Record<Shell, string>> = {
  bash: 'add this line to ~/.bashrc: eval "$(sheetorder completion bash)"',
  zsh: 'add this line to ~/.zshrc, after compinit: eval "$(sheetorder completion zsh)"',
  fish: 'sheetorder completion fish > ~/.config/fish/completions/sheetorder.fish',
};

/** A script that completes commands, flags and their values. */
export function runCompletion(flags: Flags, { terminal }: Host): ExitCode {
  const shell = SHELLS.find((one) => one === flags.shell);
  if (!shell)
    throw new UsageError(
      `The shell ${flags.shell} is not known.`,
      `Write one of ${SHELLS.join(', ')}.`,
      'USAGE-ACTION',
    );
  terminal.out(SCRIPTS[shell](modelOf(COMMANDS)));
  if (terminal.outWidth !== null && !flags.quiet) terminal.err(`Next: ${INSTALL[shell]}`);
  return EXIT.done;
}
