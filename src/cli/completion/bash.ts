import type { CommandModel, FlagModel, Value } from './model.ts';

/** A script for bash 3.2 and newer that needs no other one. */
export function bashScript(commands: readonly CommandModel[]): string {
  const flags = new Map(commands.flatMap((command) => command.flags.map((flag) => [flag.name, flag])));
  const valued = [...flags.values()].filter(({ value }) => value !== null);
  const names = commands.map(({ name }) => name);
  return [
    '# Completion of sheetorder for bash. In ~/.bashrc: eval "$(sheetorder completion bash)"',
    '_sheetorder_words() { COMPREPLY=($(compgen -W "$1" -- "$cur")); }',
    '_sheetorder_files() {',
    "  local IFS=$'\\n'",
    '  compopt -o filenames 2>/dev/null',
    '  COMPREPLY=($(compgen -f -- "$cur"))',
    '}',
    '_sheetorder() {',
    `  local cur="\${COMP_WORDS[COMP_CWORD]}" prev="\${COMP_WORDS[COMP_CWORD-1]}" command="" place=0 i word`,
    '  # bash takes --flag=value for three words.',
    `  if [[ $cur == "=" ]]; then cur=""; elif [[ $prev == "=" ]]; then prev="\${COMP_WORDS[COMP_CWORD-2]}"; fi`,
    '  COMPREPLY=()',
    '  for ((i = 1; i < COMP_CWORD; i++)); do',
    `    word="\${COMP_WORDS[i]}"`,
    '    case "$word" in',
    `      ${valued.map(({ name }) => `--${name}`).join('|')}) [[ \${COMP_WORDS[i+1]} == "=" ]] && ((i++)); ((i++)) ;;`,
    '      -*|=) ;;',
    '      *) if [[ -z $command ]]; then command="$word"; else ((place++)); fi ;;',
    '    esac',
    '  done',
    '  case "$prev" in',
    ...valued.map((flag) => `    --${flag.name}) ${offer(flag.value)}; return ;;`),
    '  esac',
    '  case "$command" in',
    `    '') if [[ $cur == -* ]]; then _sheetorder_words '--help --version'; else _sheetorder_words '${names.join(' ')}'; fi ;;`,
    ...commands.map(ofCommand),
    '  esac',
    '}',
    'complete -F _sheetorder sheetorder',
  ].join('\n');
}

function ofCommand({ name, flags, places, isOpen }: CommandModel): string {
  const last = places.at(-1);
  const own = places.map((value, index) => `${index}) ${offer(value)} ;;`);
  const more = isOpen && last ? [`*) ${offer(last)} ;;`] : [];
  const placed = places.length === 0 ? ':' : `case $place in ${[...own, ...more].join(' ')} esac`;
  return `    ${name}) if [[ $cur == -* ]]; then _sheetorder_words '${flagWords(flags)}'; else ${placed}; fi ;;`;
}

function flagWords(flags: readonly FlagModel[]): string {
  return flags.map(({ name }) => `--${name}`).join(' ');
}

function offer(value: Value | null): string {
  if (value?.kind === 'words') return `_sheetorder_words '${value.words.join(' ')}'`;
  return value?.kind === 'file' ? '_sheetorder_files' : ':';
}
