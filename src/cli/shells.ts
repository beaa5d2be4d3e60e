/** What may come next: a path, one of some words, or what nobody can foresee. */
export type Next = 'file' | 'folder' | 'any' | readonly string[];

export interface Completion {
  readonly command: string;
  /** Left out: the option takes no value. */
  readonly options: readonly { readonly name: string; readonly next?: Next }[];
  readonly next: Next;
}

type Print = (completions: readonly Completion[]) => string;

const everywhere = ['--help', '--version'];

const wordsOf = ({ options }: Completion): string => [...options.map(({ name }) => `--${name}`), '--help'].join(' ');
const commandsOf = (completions: readonly Completion[]): string =>
  [...completions.map(({ command }) => command), ...everywhere].join(' ');

/** The values of each option that takes one, by command and option. */
function printValues(completions: readonly Completion[], print: (next: Next) => string): readonly string[] {
  return completions.flatMap(({ command, options }) =>
    options.flatMap(({ name, next }) => (next === undefined ? [] : [`    '${command} --${name}') ${print(next)} ;;`])),
  );
}

/** Options after a dash, else arguments, by command. */
const printRest = (completions: readonly Completion[], print: (next: Next) => string): readonly string[] =>
  completions.flatMap((one) => [
    `    '${one.command} -'*) ${print(wordsOf(one).split(' '))} ;;`,
    `    '${one.command} '*) ${print(one.next)} ;;`,
  ]);

const bashNext = (next: Next): string =>
  typeof next === 'string' ? `_gazetteer_${next}` : `words='${next.join(' ')}'`;

/** `=` is a word of its own there (COMP_WORDBREAKS); bash 3 has no `compopt`. */
const printBash: Print = (completions) => `# Completion of gazetteer for bash: source <(gazetteer completion bash)
_gazetteer_any() { :; }
_gazetteer_file() { compopt -o default 2>/dev/null || { local IFS=$'\\n'; COMPREPLY=($(compgen -f -- "$current")); }; }
_gazetteer_folder() { compopt -o dirnames 2>/dev/null || { local IFS=$'\\n'; COMPREPLY=($(compgen -d -- "$current")); }; }
_gazetteer() {
  local current=\${COMP_WORDS[COMP_CWORD]} before=\${COMP_WORDS[COMP_CWORD-1]} words=
  COMPREPLY=()
  if ((COMP_CWORD == 1)); then
    COMPREPLY=($(compgen -W '${commandsOf(completions)}' -- "$current"))
    return
  fi
  if [[ $current == '=' ]]; then
    current=
  elif [[ $before == '=' ]]; then
    before=\${COMP_WORDS[COMP_CWORD-2]}
    if [[ $before != -* ]]; then _gazetteer_file; return; fi
  fi
  case "\${COMP_WORDS[1]} $before" in
${printValues(completions, bashNext).join('\n')}
    *) case "\${COMP_WORDS[1]} $current" in
${printRest(completions, bashNext).join('\n')}
    esac ;;
  esac
  if [[ -n $words ]]; then COMPREPLY=($(compgen -W "$words" -- "$current")); fi
}
complete -F _gazetteer gazetteer
`;

const zshPaths = { file: '_files', folder: '_files -/', any: ':' } as const;
const zshNext = (next: Next): string => (typeof next === 'string' ? zshPaths[next] : `compadd -- ${next.join(' ')}`);

const printZsh: Print = (completions) => `#compdef gazetteer
# Completion of gazetteer for zsh: source <(gazetteer completion zsh), or a file _gazetteer in a folder of $fpath
_gazetteer() {
  local before=$words[CURRENT-1] current=$words[CURRENT]
  if ((CURRENT == 2)); then compadd -- ${commandsOf(completions)}; return; fi
  if [[ $current == --*=* ]]; then
    before=\${current%%=*}
    compset -P '*='
  elif [[ $current == *=* ]]; then
    compset -P '*='
    _files
    return
  fi
  case "$words[2] $before" in
${printValues(completions, zshNext).join('\n')}
    *) case "$words[2] $current" in
${printRest(completions, zshNext).join('\n')}
    esac ;;
  esac
}
if [[ $funcstack[1] == _gazetteer ]]; then _gazetteer "$@"; else compdef _gazetteer gazetteer; fi
`;

const fishPaths = { file: '-r -F', folder: "-x -a '(__fish_complete_directories)'", any: '-x' } as const;
const fishNext = (next: Next): string => (typeof next === 'string' ? fishPaths[next] : `-x -a '${next.join(' ')}'`);

const printFish: Print = (completions) => {
  const lines = completions.flatMap(({ command, options, next }) => {
    const when = `complete -c gazetteer -n '__fish_seen_subcommand_from ${command}'`;
    return [
      ...options.map(
        ({ name, next: value }) => `${when} -l ${name}${value === undefined ? '' : ` ${fishNext(value)}`}`,
      ),
      ...(next === 'any' ? [] : [`${when} ${fishNext(next).replace(/^-[rx] /, '')}`]),
    ];
  });
  return `# Completion of gazetteer for fish: gazetteer completion fish | source
complete -c gazetteer -f
complete -c gazetteer -l help
complete -c gazetteer -n __fish_use_subcommand -l version
complete -c gazetteer -n __fish_use_subcommand -a '${completions.map(({ command }) => command).join(' ')}'
${lines.join('\n')}
`;
};

export const shells: ReadonlyMap<string, Print> = new Map([
  ['bash', printBash],
  ['zsh', printZsh],
  ['fish', printFish],
]);
