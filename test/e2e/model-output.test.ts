import { readFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { describe, expect, it } from 'vitest';
import { makeFolder, runCli } from './world.ts';

const example = (path: string): string =>
  readFileSync(fileURLToPath(new URL(`../../examples/mathgpt/${path}`, import.meta.url)), 'utf8');
const unsafe = example('unsafe/app.py');
const safe = example('safe/app.py');

type Files = Readonly<Record<string, string>>;

/** The project declares what its code imports, before and after. */
const declared: Files = {
  'requirements.txt': 'openai==1.99.9\nstreamlit==1.48.1\n',
  'package.json': '{ "name": "app", "private": true, "dependencies": { "openai": "5.12.2" } }\n',
};

/** What is told of a change, offline. */
async function audit(before: Files, after: Files, format = 'json') {
  const [base, head] = [makeFolder({ ...declared, ...before }), makeFolder({ ...declared, ...after })];
  const run = await runCli(['audit', '--base', base, '--head', head, '--offline', '--no-cache', '--format', format]);
  return { ...run, report: format === 'json' || format === 'sarif' ? JSON.parse(run.stdout) : undefined };
}

interface Told {
  readonly ruleId: string;
  readonly severity: string;
  readonly location: { readonly path: string; readonly startLine: number };
  readonly steps?: readonly { readonly startLine: number; readonly message: string }[];
  readonly atlas: {
    readonly techniques: readonly { readonly id: string }[];
    readonly caseStudies: readonly { readonly id: string }[];
  };
}

/** The line of a text, from 1 on. */
const lineOf = (text: string, part: string): number => text.slice(0, text.indexOf(part)).split('\n').length;

describe('MathGPT, rebuilt', () => {
  it('is told on the line of `exec`, with the way there, the key and the missing limit', async () => {
    const { status, report } = await audit({}, { 'app.py': unsafe, 'safe/app.py': safe });
    const findings: readonly Told[] = report.findings;
    expect(status).toBe(1);
    expect(
      findings.map(({ ruleId, severity, location }) => [ruleId, severity, location.path, location.startLine]),
    ).toEqual([
      ['model-output-execution', 'high', 'app.py', lineOf(unsafe, 'exec(')],
      ['exposed-credential', 'medium', 'app.py', lineOf(unsafe, 'os.environ[')],
      ['unbounded-model-execution', 'medium', 'app.py', lineOf(unsafe, 'exec(')],
    ]);
    const [run] = findings;
    expect(run?.steps?.[0]?.startLine).toBe(lineOf(unsafe, 'client.chat.completions.create'));
    expect(run?.steps?.at(-1)?.startLine).toBe(lineOf(unsafe, 'exec('));
    expect(findings.every(({ atlas }) => atlas.caseStudies.some(({ id }) => id === 'AML.CS0016'))).toBe(true);
    // The steps of the case, in its order, as far as code can show them.
    expect(findings.flatMap(({ atlas }) => atlas.techniques.map(({ id }) => id))).toEqual([
      ...['AML.T0051.000', 'AML.T0093', 'AML.T0053'],
      ...['AML.T0055', 'AML.T0048.000'],
      ...['AML.T0029', 'AML.T0034'],
    ]);
  });

  it('is silent in its safe version, and about what was there before', async () => {
    expect((await audit({}, { 'app.py': safe })).report.findings).toEqual([]);
    const moved = `"""Moved by a comment."""\n\n${unsafe}`;
    const { status, report } = await audit({ 'app.py': unsafe }, { 'app.py': moved });
    expect([status, report.findings]).toEqual([0, []]);
  });

  it('is told where only the line that runs it is new', async () => {
    const before = unsafe.replace('    exec(code, names)\n', '');
    const { report } = await audit({ 'app.py': before }, { 'app.py': unsafe });
    expect(report.findings.map(({ ruleId }: Told) => ruleId)).toContain('model-output-execution');
  });

  it('is a code flow in SARIF', async () => {
    const { report } = await audit({}, { 'app.py': unsafe }, 'sarif');
    const result = report.runs[0].results.find(({ ruleId }: Told) => ruleId === 'model-output-execution');
    const lines = result.codeFlows[0].threadFlows[0].locations.map(
      (one: { location: { physicalLocation: { region: { startLine: number } } } }) =>
        one.location.physicalLocation.region.startLine,
    );
    expect([lines[0], lines.at(-1)]).toEqual([lineOf(unsafe, 'client.chat'), lineOf(unsafe, 'exec(')]);
  });
});

describe('code in other shapes', () => {
  it('is found in the cells of a notebook, on the line of the notebook', async () => {
    const cell = (lines: readonly string[]) => ({ cell_type: 'code', source: lines, outputs: [], metadata: {} });
    const notebook = {
      nbformat: 4,
      nbformat_minor: 5,
      metadata: {},
      cells: [
        { cell_type: 'markdown', source: ['exec is evil\n'], metadata: {} },
        cell([
          'from openai import OpenAI\n',
          'answer = OpenAI().responses.create(model="m", input="code").output_text',
        ]),
        cell(['print(answer)\n', 'exec(answer)']),
      ],
    };
    const text = JSON.stringify(notebook, null, 1);
    const { report } = await audit({}, { 'analysis.ipynb': text });
    const [run] = report.findings;
    expect([run.ruleId, run.location.startLine]).toEqual(['model-output-execution', lineOf(text, '"exec(answer)"')]);
  });

  it('is followed from one changed file to another', async () => {
    const files = {
      'src/llm.ts':
        "import OpenAI from 'openai';\nexport const ask = async (input: string) => (await new OpenAI().responses.create({ model: 'm', input })).output_text;\n",
      'src/run.ts': "import { ask } from './llm';\nexport const run = async (wish: string) => eval(await ask(wish));\n",
    };
    const { report } = await audit({}, files);
    expect(report.findings.map(({ location, ruleId }: Told) => [ruleId, location.path])).toContainEqual([
      'model-output-execution',
      'src/run.ts',
    ]);
  });

  it('is one finding where a part of a package asks and runs by itself, without a way through the code', async () => {
    const text =
      'from llama_index.experimental.query_engine import PandasQueryEngine\nengine = PandasQueryEngine(df=None)\n';
    const { report } = await audit({}, { 'app.py': text });
    const told = report.findings.filter(({ location }: Told) => location.startLine === 2);
    expect(told.map(({ ruleId }: Told) => ruleId)).toEqual(['model-output-execution']);
    expect(told[0].message).toMatch(/includes executes-model-output \(app\.py:2\), unbounded-model-execution/);
    expect(told[0]).not.toHaveProperty('steps');
  });

  it('is found where an unchanged file asks the model', async () => {
    const llm =
      'from openai import OpenAI\ndef ask(q):\n    return OpenAI().responses.create(model="m", input=q).output_text\n';
    const { report } = await audit(
      { 'llm.py': llm },
      { 'llm.py': llm, 'new.py': 'from llm import ask\nexec(ask("x"))\n' },
    );
    expect(report.findings.map(({ ruleId, location }: Told) => `${ruleId} ${location.path}`)).toContain(
      'model-output-execution new.py',
    );
  });

  it('is told as not understood where it is not, and nothing crashes', async () => {
    const broken = "import OpenAI from 'openai';\nconst a = {{{ ;\n";
    const deep = `from openai import OpenAI\nx = ${'('.repeat(20_000)}1${')'.repeat(20_000)}\n`;
    const { status, report } = await audit({}, { 'broken.ts': broken, 'deep.py': deep });
    const told = report.notifications.map(({ path }: { path?: string }) => path);
    expect(told).toEqual(expect.arrayContaining(['broken.ts', 'deep.py']));
    expect([status, report.findings]).toEqual([0, []]);
  });
});
