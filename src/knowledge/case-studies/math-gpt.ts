import {
  appLoad,
  appTraffic,
  childProcess,
  environmentRead,
  generatedCodeError,
  modelUsage,
  promptLog,
} from './app-events.ts';
import { installCommand, installLog } from './package-events.ts';
import type { ToldCase } from './told.ts';

/** atlas.mitre.org/studies/AML.CS0016, read 2026-11; the procedure is that of ATLAS, the words are our own. */
export const mathGpt: ToldCase = {
  id: 'AML.CS0016',
  origin: 'Exercise of 28 January 2023, by L.-F. Stumpp',
  summary: [
    'MathGPT answered questions of mathematics by asking a model for Python and running the answer. Prompts that overrode its task made it run whatever code they asked for: it printed the environment of the process, the key of the model among it, and an endless loop stopped the application.',
    'The change has the same shape: what a model answers is run as code, by itself or in a package that does so.',
  ],
  steps: [
    {
      tactic: 'AML.TA0002',
      technique: 'AML.T0001',
      what: 'Known prompts that override instructions are looked up.',
      sights: [],
      shows: 'It happens elsewhere, in public material.',
    },
    {
      tactic: 'AML.TA0000',
      technique: 'AML.T0047',
      what: 'From its answers the actor concludes that the application runs generated code.',
      sights: [],
      shows: 'It is ordinary use, which no log tells from that of others.',
    },
    {
      tactic: 'AML.TA0005',
      technique: 'AML.T0051.000',
      what: 'A prompt makes the model answer with code of the actor.',
      sights: ['log'],
      shows: "Only the application's own record of prompts and answers.",
    },
    {
      tactic: 'AML.TA0001',
      technique: 'AML.T0042',
      what: 'A harmless `print` proves that the code runs.',
      sights: ['log'],
      shows: 'The record of the code that was run: code that computes nothing of the task.',
    },
    {
      tactic: 'AML.TA0004',
      technique: 'AML.T0093',
      what: 'The prompt comes in through the public page of the application.',
      sights: ['change', 'log'],
      shows:
        'In the change: the way from an answer of the model to what runs it. Who can write the prompt hangs on where the application is served; the access log tells who did.',
    },
    {
      tactic: 'AML.TA0005',
      technique: 'AML.T0053',
      what: 'The code runs in the interpreter of the application.',
      sights: ['change', 'log'],
      shows: 'In the change: the line that runs it. In logs: child processes, and errors in code without a file.',
    },
    {
      tactic: 'AML.TA0013',
      technique: 'AML.T0055',
      what: 'The environment of the process is read, with the key of the model.',
      sights: ['change', 'log'],
      shows:
        'In the change: keys that the process holds. In logs: children that read the environment; reads inside of the process leave nothing.',
    },
    {
      tactic: 'AML.TA0011',
      technique: 'AML.T0048.000',
      what: 'The key could be used at the cost of its owner.',
      sights: ['log'],
      shows: "Only the records of the model's provider.",
    },
    {
      tactic: 'AML.TA0011',
      technique: 'AML.T0029',
      what: 'An endless loop stops the application.',
      sights: ['change', 'log'],
      shows: 'In the change: no time limit and no process boundary. In metrics: a worker at full load, then time-outs.',
    },
  ],
  detections: [
    'Record prompt, answer and executed code under one id, before the code runs: steps 3 and 4 show nowhere else.',
    'Alert on any child process of the application and on any host but those that it needs.',
    'In Python, let `sys.addaudithook` write `exec`, `compile`, `open`, `subprocess.Popen`, `os.system` and `socket.connect` to a log outside of the process.',
    "Set a budget and an alert for the key at the model's provider.",
    'Ask the application for harmless proofs before others do: to print a word, to name its variables, to wait ten seconds.',
  ],
  mitigations: [
    {
      id: 'AML.M0033',
      text: 'Let the model fill a schema or a small language of its own that is validated and evaluated, in place of code: `ast.literal_eval`, an expression parser, a tool call with typed arguments.',
    },
    {
      id: 'AML.M0032',
      text: 'Run code, if it must be, in a container or process of its own without network, files and environment, that ends with the request.',
    },
    {
      id: 'AML.M0028',
      text: 'Give the tool that runs code no right that the task does not need: no interpreter with the rights of the application.',
    },
    { id: 'AML.M0030', text: 'Start no tool from a prompt of strangers without a check in between.' },
    { id: 'AML.M0024', text: 'Keep prompts, answers and executed code, and look at them.' },
    { id: 'AML.M0004', text: 'Limit requests for each user and in all.' },
    {
      id: 'AML.M0036',
      text: 'Limit time, processor, memory and output of what runs, and end it from outside when the limit is over.',
    },
    {
      text: 'Keep the key out of the process that runs code: a broker that adds it to requests, a child process with an empty environment, a key of short life and with a spending limit. Change a key that such a process has held.',
    },
    {
      text: 'Update or replace packages that run what a model answers, or switch that off: most of them ask for a setting that says so.',
    },
  ],
  events: [
    promptLog,
    childProcess,
    environmentRead,
    generatedCodeError,
    appTraffic,
    modelUsage,
    appLoad,
    installLog,
    installCommand,
  ],
};
