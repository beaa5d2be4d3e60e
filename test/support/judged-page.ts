import { groupBy } from '../../src/text/index-by.ts';
import { type Judged, type Language, languages, score } from './judged-code.ts';

const names = { python: 'Python', javascript: 'JavaScript and TypeScript' };

const percent = (share: number): string => `${Number((100 * share).toFixed(1))} %`;

const row = (cells: readonly unknown[]): string => `| ${cells.join(' | ')} |`;

const themeOf = ({ labelled: { origin } }: Judged): string => origin.replace(/\.txt:\d+$/, '');

/** `docs/model-output.md`: what the labelled programs are told, in all and by their themes. */
export const sayModelOutput = (judged: Readonly<Record<Language, readonly Judged[]>>): string =>
  `${[opening, ...languages.flatMap((language) => [`## ${names[language]}`, sayScore(judged[language])])].join(
    '\n\n',
  )}\n`;

const opening = `<!-- Written by \`npm run bench -- model-output\`, held by test/model-output.test.ts. Do not edit. -->
# How well model output that is run is told

Measured over the labelled programs of \`test/model-output\`, whose [page](../test/model-output/README.md) says how labels were decided. They were written for this project and are what it is developed with, so what the rules do on code that nobody here has seen is less than this says.

- *Recall*: of the programs in which text of a model is run, those where it is reported with nothing that lowers it.
- *Precision*: of the programs that are reported so and of those two labels, those in which it is run.
- *Lowered*: a sandbox, a list of what is allowed or a person stands between; told apart is what is reported as that.`;

function sayScore(judged: readonly Judged[]): string {
  const all = score(judged);
  const figures = [
    ['recall', percent(all.recall), '90 %'],
    ['precision', percent(all.precision), '95 %'],
    ['lowered: reported at all', percent(all.seen), ''],
    ['lowered: told apart', percent(all.apart), ''],
  ];
  const themes = groupBy(judged, themeOf);
  return [
    row(['figure', 'measured', 'required at least']),
    row(['---', '---', '---']),
    ...figures.map(row),
    '',
    row(['theme', 'run, and reported', 'lowered, and told apart', 'harmless, and reported']),
    row(['---', '---', '---', '---']),
    ...themes.map((ones) => row([`\`${ones[0] && themeOf(ones[0])}\``, ...countsOf(ones)])),
    row(['all', ...countsOf(judged)]),
  ].join('\n');
}

function countsOf(judged: readonly Judged[]): readonly string[] {
  const { vulnerable, missed, lowered, unseen, plain, harmless, invented } = score(judged);
  return [
    `${vulnerable.length - missed.length} of ${vulnerable.length}`,
    `${lowered.length - unseen.length - plain.length} of ${lowered.length}`,
    `${invented.length} of ${harmless.length}`,
  ];
}
