/** Programs that install packages or run them unseen: text that begins with one of them is taken for a command. */
const programs = [
  'pip',
  'pip3',
  'pipx',
  'pipenv',
  'uv',
  'uvx',
  'poetry',
  'pdm',
  'hatch',
  'rye',
  'easy_install',
  'conda',
  'mamba',
  'micromamba',
  'pixi',
  'npm',
  'npx',
  'pnpm',
  'pnpx',
  'yarn',
  'bun',
  'bunx',
  'deno',
  'python',
  'python3',
  'py',
  'curl',
  'wget',
];

const command = new RegExp(
  `^(?:sudo(?:[ \\t]+-\\S{1,20}){0,4}[ \\t]+)?(?:[A-Z_][A-Z0-9_]{0,60}=\\S{0,200}[ \\t]+){0,4}(?:${programs.join('|')})[ \\t]+\\S`,
);

/** Whether a line begins with a program that installs packages, and has something to say to it. */
export const beginsWithInstaller = (line: string): boolean => command.test(line.slice(0, 2000));
