import type { LogEvent } from '../../model/case-study.ts';

const startedFrom = { 'ParentCommandLine|re|i': { trace: 'started' } };
const namesake = 'Other applications that are started from a file of that name';

export const promptLog: LogEvent = {
  id: 'prompt-log',
  log: 'The application itself: prompt, answer, and the code that was run, with one id for all three',
  fields: ['time', 'session', 'source address', 'prompt', 'completion', 'code', 'output', 'duration'],
  look: 'Prompts that ask to leave the task, to print, to import or to read the environment; answers that do more than the task. Without these three in one record no later step can be traced to its prompt.',
};

export const childProcess: LogEvent = {
  id: 'child-process',
  log: 'Process creation',
  fields: ['Image', 'CommandLine', 'ParentImage', 'ParentCommandLine', 'CurrentDirectory', 'User'],
  look: 'A shell or a tool that talks to the network as a child of the application. Code that a task needs starts none.',
  by: 'file',
  rule: {
    title: 'Shell Or Transfer Tool Started By An Application That Runs Model Output',
    description:
      'Detects a shell, an interpreter or a transfer tool as a child of an application in which the answer of a model is run as code.',
    logsource: { category: 'process_creation' },
    selections: {
      selection_parent: startedFrom,
      selection_child: {
        'Image|endswith': [
          ...['sh', 'bash', 'dash', 'zsh', 'curl', 'wget', 'nc', 'whoami', 'id', 'uname'].map((name) => `/${name}`),
          ...['cmd', 'powershell', 'pwsh', 'curl', 'whoami'].map((name) => `\\${name}.exe`),
        ],
      },
    },
    condition: 'all of selection_*',
    falsepositives: [namesake, 'Tools that the application itself starts'],
    level: 'high',
    attack: ['execution', 't1059'],
  },
};

export const environmentRead: LogEvent = {
  id: 'environment-read',
  log: 'Process creation; audit hooks of Python (PEP 578)',
  fields: ['Image', 'CommandLine', 'ParentImage', 'ParentCommandLine'],
  look: 'A child of the application that prints its environment or reads that of a process. Code that reads the environment inside of the process (`os.environ`, `process.env`) leaves no event of the system: `sys.addaudithook` tells `compile`, `exec`, `open` and `socket.connect`, not reads of the environment.',
  by: 'file',
  rule: {
    title: 'Environment Read By A Child Of An Application That Runs Model Output',
    description:
      'Detects a child process that reads environment variables or files of keys, below an application in which the answer of a model is run as code.',
    logsource: { category: 'process_creation' },
    selections: {
      selection_parent: startedFrom,
      selection_image: { 'Image|endswith': ['/env', '/printenv'] },
      selection_command: {
        'CommandLine|contains': ['/environ', 'printenv', 'os.environ', 'process.env', '/.env', 'API_KEY'],
      },
    },
    condition: 'selection_parent and (selection_image or selection_command)',
    falsepositives: [namesake, 'Scripts that start the application with a key on their command line'],
    level: 'high',
    attack: ['credential-access', 't1552'],
  },
};

export const generatedCodeError: LogEvent = {
  id: 'generated-code-error',
  log: 'Standard error of the application',
  fields: ['message', 'host', 'service'],
  look: 'Stack traces that lead from the file into code without a file (`File "<string>"` in Python, `evalmachine.<anonymous>` in Node.js): generated code failed. Attempts fail more often than tasks do.',
  by: 'file',
  shown: 'named',
  rule: {
    title: 'Error In Code That An Application Generated',
    description:
      'Detects stack traces that lead from a file in which the answer of a model is run into code that has no file: somebody makes the application run what fails.',
    logsource: {
      category: 'application',
      product: 'language',
      definition: 'One event for each stack trace, with all of its lines.',
    },
    selections: {},
    keywords: { keywords_file: { trace: 'named' }, keywords_generated: { trace: 'generated' } },
    condition: 'all of keywords_*',
    falsepositives: ['Answers of the model that are wrong without anybody meaning harm'],
    level: 'medium',
    attack: ['execution', 't1059'],
  },
};

export const appTraffic: LogEvent = {
  id: 'app-traffic',
  log: 'DNS query and network connection of the process; web proxy',
  fields: ['Image', 'QueryName', 'DestinationHostname', 'DestinationPort', 'cs-host', 'cs-bytes'],
  look: 'Any host but the interface of the model and what the application needs, from the machine or container that runs it. Write the list of what it needs down, and alert on the rest; without the list a rule would match every program of the same interpreter.',
};

export const modelUsage: LogEvent = {
  id: 'model-usage',
  log: "Usage records of the model's provider",
  fields: ['key', 'source address', 'model', 'tokens', 'cost', 'time'],
  look: "Use of the application's key from elsewhere, of another model, at other hours, or beyond the usual cost.",
};

export const appLoad: LogEvent = {
  id: 'app-load',
  log: 'Metrics of processes or containers, access log',
  fields: ['cpu', 'memory', 'restarts', 'request duration', 'status'],
  look: 'One worker at full load whose request never ends, then time-outs (502, 504) or restarts: code that loops.',
};
