import type { CommandModel, FlagModel, Value } from './model.ts';

/** A script for zsh, to be evaluated after compinit or saved as `_sheetorder` in a folder of fpath. */
export function zshScript(commands: readonly CommandModel[]): string {
  return [
    '#compdef sheetorder',
    '# Completion of sheetorder for zsh. In ~/.zshrc, after compinit: eval "$(sheetorder completion zsh)"',
    '_sheetorder() {',
    '  local context state state_descr line',
    '  typeset -A opt_args',
    '  local -a commands',
    '  commands=(',
    ...commands.map(({ name, describe }) => `    ${quoted(`${name}:${describe.replaceAll(':', '\\:')}`)}`),
    '  )',
    "  _arguments -C '--help[Says how it is used.]' '--version[Says which version it is.]' '1:command:->command' '*::argument:->argument'",
    '  case $state in',
    "    command) _describe -t commands 'command' commands ;;",
    '    argument)',
    '      case $words[1] in',
    ...commands.map(ofCommand),
    '      esac ;;',
    '  esac',
    '}',
    'if [ "$funcstack[1]" = "_sheetorder" ]; then _sheetorder "$@"; else compdef _sheetorder sheetorder; fi',
  ].join('\n');
}

function ofCommand({ name, flags, places, isOpen }: CommandModel): string {
  const isRest = (index: number) => isOpen && index === places.length - 1;
  const own = places.map((value, index) => `${isRest(index) ? '*' : index + 1}:${labelOf(value)}:${action(value)}`);
  const specs = [...flags.map(specOf), ...own].map(quoted);
  return `        ${name}) _arguments \\\n          ${specs.join(' \\\n          ')} ;;`;
}

function specOf({ name, describe, value, isRepeated }: FlagModel): string {
  const told = `[${describe.replace(/[[\]:\\]/g, '\\$&')}]`;
  const many = isRepeated ? '*' : '';
  return value ? `${many}--${name}=${told}:${labelOf(value)}:${action(value)}` : `${many}--${name}${told}`;
}

function labelOf(value: Value): string {
  return value.kind === 'file' ? 'file' : 'value';
}

function action(value: Value): string {
  if (value.kind === 'words') return `(${value.words.join(' ')})`;
  return value.kind === 'file' ? '_files' : ' ';
}

function quoted(text: string): string {
  return `'${text.replaceAll("'", `'\\''`)}'`;
}
