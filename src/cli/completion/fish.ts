import type { CommandModel, Value } from './model.ts';

/** A script for fish 3 and newer, to be saved as `~/.config/fish/completions/sheetorder.fish`. */
export function fishScript(commands: readonly CommandModel[]): string {
  return [
    '# Completion of sheetorder for fish. sheetorder completion fish > ~/.config/fish/completions/sheetorder.fish',
    'complete -c sheetorder -f',
    "complete -c sheetorder -n __fish_use_subcommand -l help -d 'Says how it is used.'",
    "complete -c sheetorder -n __fish_use_subcommand -l version -d 'Says which version it is.'",
    ...commands.map(
      ({ name, describe }) => `complete -c sheetorder -n __fish_use_subcommand -a ${name} -d ${quoted(describe)}`,
    ),
    ...commands.flatMap(ofCommand),
  ].join('\n');
}

function ofCommand({ name, flags, places }: CommandModel): readonly string[] {
  const when = `complete -c sheetorder -n '__fish_seen_subcommand_from ${name}'`;
  return [
    ...flags.map(
      (flag) => `${when} -l ${flag.name}${flag.value ? argumentOf(flag.value) : ''} -d ${quoted(flag.describe)}`,
    ),
    ...places.flatMap((place) => {
      if (place.kind === 'file') return [`${when} -F`];
      return place.kind === 'words' ? [`${when} -a ${quoted(place.words.join(' '))}`] : [];
    }),
  ];
}

function argumentOf(value: Value): string {
  if (value.kind === 'words') return ` -x -a ${quoted(value.words.join(' '))}`;
  return value.kind === 'file' ? ' -r -F' : ' -x';
}

function quoted(text: string): string {
  return `'${text.replace(/['\\]/g, '\\$&')}'`;
}
