import { wantsColor } from '../app/environment.ts';
import { formats } from '../app/formats.ts';
import { names } from '../app/names.ts';
import { ecosystems } from '../ecosystems/index.gen.ts';
import { assessName } from '../engine/assess-name.ts';
import { judgeName, statusOf } from '../engine/judge-name.ts';
import { openNameLookups } from '../engine/look-up-names.ts';
import { type AskedName, readAsked, readSpecifier } from '../engine/read-asked.ts';
import { facts } from '../facts/index.gen.ts';
import { present, unknown } from '../model/fact.ts';
import { sourceQualifierOf } from '../model/purl.ts';
import { printJson } from '../reporters/escape-json.ts';
import { painter } from '../reporters/text/style.ts';
import { sayPlaceholder } from '../rules/hallucinated-name/placeholder.ts';
import { rules } from '../rules/index.gen.ts';
import { services } from '../services/index.gen.ts';
import { parseFlags, usage } from './arguments.ts';
import { commandLines } from './command-lines.ts';
import { openFolderWorld, tellGaps } from './folder.ts';
import { readLines, writeOut } from './lines.ts';
import { renderCard } from './name-card.ts';

const { flags } = commandLines.name;

/** Texts and commands of other files are for other clients and machines. */
const settings = formats.filter(({ role }) => role !== 'prose' && role !== 'script');

const sayClass = (placeholder: string) => sayPlaceholder(unknown('', ''), present({ placeholder }, ''));

/** What lists say of a name that is new and unused. */
const unused: Pick<typeof names, 'adoptionOf' | 'knownBefore'> = {
  adoptionOf: () => ({ isKnown: false, isEstablished: false }),
  knownBefore: () => undefined,
};

/** Names that are answered at once. */
const batch = 250;

/**
 * `gazetteer name`: what is known of names. Of arguments: status 0, 1 where one is absent or suspicious, 3 where that could
 * not be told. Of names on standard input: 0.
 */
export async function runCommand(args: readonly string[], version: string): Promise<number> {
  const { values, positionals } = parseFlags(args, flags);
  const isPiped = positionals.length === 0;
  const { format = isPiped ? 'json' : 'text', dir = '.', config, offline = false } = values;
  if (format !== 'json' && format !== 'text') throw usage(`--format ${format}: give json or text`);
  const ignoresAdoption = values['ignore-adoption'] === true;
  const context = { ecosystems, now: new Date(), ignoresAdoption, sayPlaceholder: sayClass };
  const asked = readArguments(positionals);
  const isText = format === 'text';
  const cache = values['no-cache'] !== true;
  const world = offline ? undefined : await openFolderWorld({ dir, config, offline, cache, isShallow: true, version });
  try {
    const bundled = ignoresAdoption ? { ...names, ...unused } : names;
    const parts = { formats: settings, services, rules, facts, bundled, isFull: isText };
    const lookups = world && (await openNameLookups({ ...world, ...parts }));
    tellGaps(lookups?.gaps ?? []);
    const { env, stdout } = process;
    const style = {
      paint: painter(values['no-color'] !== true && wantsColor(env, stdout.isTTY)),
      width: Math.min(stdout.columns || 80, 120),
    };
    const answer = async (some: readonly AskedName[]) => {
      const looked = await lookups?.ask(some);
      // What is like a name and what was meant are found in different tables: one after the other, each stays at hand.
      const assessments = some.map((one) => assessName(one, names, context));
      const answers = assessments.map((one, at) => judgeName(one, looked?.[at]));
      const texts = answers.map((judged, at) => {
        const assessment = assessments[at];
        if (!isText || assessment === undefined) return printJson(judged, 0);
        return `${renderCard({ assessment, looked: looked?.[at], judged, names, ...context, ...style })}\n`;
      });
      return { verdicts: answers.map(({ verdict }) => verdict), text: texts.join('') };
    };
    if (!isPiped) {
      const { verdicts, text } = await answer(asked);
      await writeOut(isText ? text.slice(0, -1) : text);
      return statusOf(verdicts);
    }
    if (process.stdin.isTTY) process.stderr.write('gazetteer: names are read from standard input, one a line\n');
    for await (const lines of readLines(process.stdin, batch)) {
      const { text } = await answer(lines.map((line) => readAsked(line, ecosystems)));
      // A reader that has enough closes the pipe.
      if (!(await writeOut(text))) break;
    }
    return 0;
  } finally {
    await world?.close();
  }
}

/** What stands before a colon may be an ecosystem that nobody here knows. */
const sayForm = (name: string): string =>
  name.includes(':')
    ? `Known are ${ecosystems.map(({ type }) => type).join(', ')}`
    : `Give pkg:npm/${name} or "npm ${name}"`;

/** An ecosystem alone holds for the names after it, up to the next one: `npm left-pad express pypi six`. */
function readArguments(positionals: readonly string[]): readonly AskedName[] {
  let ecosystem: (typeof ecosystems)[number] | undefined;
  let isEmpty = false;
  const demandName = () => {
    if (ecosystem === undefined || !isEmpty) return;
    const { type } = ecosystem;
    throw usage(`${type}: which name? Give "${type} left-pad", and pkg:${type}/${type} for a package called like it`);
  };
  const asked = positionals.flatMap((text): AskedName[] => {
    const one = readAsked(text, ecosystems);
    const next = one.ecosystem === undefined && ecosystems.find(({ type }) => type === one.name.toLowerCase());
    if (next) {
      demandName();
      [ecosystem, isEmpty] = [next, true];
      return [];
    }
    isEmpty = false;
    if (one.ecosystem !== undefined || sourceQualifierOf(one.name) !== undefined) return [one];
    if (ecosystem === undefined) throw usage(`${text}: of which ecosystem? ${sayForm(one.name)}`);
    return [{ ecosystem: ecosystem.type, ...readSpecifier(one.name, ecosystem) }];
  });
  demandName();
  return asked;
}
