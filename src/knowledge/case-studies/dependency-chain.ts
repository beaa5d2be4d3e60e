import type { LogEvent } from '../../model/case-study.ts';
import {
  installCommand,
  installLog,
  installScript,
  packageConnects,
  packageResolves,
  publicArchive,
  writtenFile,
} from './package-events.ts';
import type { ToldCase } from './told.ts';

const localData: LogEvent = {
  id: 'local-data',
  log: 'File access (auditd, endpoint agent)',
  fields: ['path', 'exe', 'ppid', 'auid'],
  look: 'Reads of `/etc/passwd`, `/etc/resolv.conf`, `.gitconfig`, `.ssh` and many files of a home folder by one process of an interpreter or of a package, soon after an installation or a first import. Names of hosts, users and environment variables are read from inside of a process and leave no event.',
};

/** atlas.mitre.org/studies/AML.CS0015, read 2026-11; the procedure is that of ATLAS, the words are our own. */
export const dependencyChain: ToldCase = {
  id: 'AML.CS0015',
  origin: 'Incident of 25 to 30 December 2022, reported by PyTorch; the actor is not known',
  summary: [
    'The nightly builds of PyTorch depend on `torchtriton`, which stood on an index of their own. Somebody published a package of that name on PyPI; pip asks both indexes alike and took the public one. Imported, it read data of the machine and sent it out in encrypted DNS queries.',
    'The change opens the same way: a name that more than one index may serve, a setting that lets them compete, or a package that was called malicious.',
  ],
  steps: [
    {
      tactic: 'AML.TA0004',
      technique: 'AML.T0010.001',
      what: 'A package of the same name on the public index is taken in place of the one that was meant.',
      sights: ['change', 'log'],
      shows:
        'The settings and the answers of both indexes tell which one wins; the log of an installation tells which one did.',
    },
    {
      tactic: 'AML.TA0009',
      technique: 'AML.T0037',
      what: 'Name servers, host and user names, the environment, `/etc/passwd`, files of the home folder, `.gitconfig` and `.ssh` are read.',
      sights: ['log'],
      shows:
        'Accesses to files show in an audit log. Reads of the environment inside of a process do not: take secrets out of it beforehand.',
    },
    {
      tactic: 'AML.TA0010',
      technique: 'AML.T0025',
      what: 'What was read leaves in encrypted DNS queries.',
      sights: ['log'],
      shows: 'Queries and connections of a program from a folder of installed packages.',
    },
  ],
  detections: [
    'Compute which index wins before the change is merged (`gazetteer which`), and read which one won afterwards (`gazetteer verify-log`).',
    'Alert on an archive of the name from the hosts of the public index. Its page alone is no sign, since a client asks every index that it knows.',
    'Alert on programs below folders of installed packages that resolve names or connect, and on many long labels below one domain.',
    'Where the public package was installed: take every secret that the machine could read for known to others, and change it.',
  ],
  mitigations: [
    {
      id: 'AML.M0014',
      text: 'Install with hashes: `--require-hashes` of pip, `uv sync --locked`, `npm ci`. An archive from the other index has another one.',
    },
    {
      id: 'AML.M0013',
      text: 'Take only what is attested or signed by the project that was meant, where the index offers that.',
    },
    {
      id: 'AML.M0023',
      text: 'Record name, version, hash and index of everything that is deployed, transitive packages too.',
    },
    {
      id: 'AML.M0005',
      text: 'Let builds reach models, data and credentials only where they need them: what the process cannot read does not leave.',
    },
    {
      text: 'Let one index decide: one `--index-url` that serves everything, an explicit index for the name in uv, Poetry or PDM, a scope that is tied to its registry in npm. Take `--extra-index-url` out.',
    },
    {
      text: 'Hold the name on the public index with a placeholder of your own, and tell the configuration that it is private.',
    },
    { text: 'Build without a way out to name servers and hosts that the build does not need.' },
  ],
  events: [
    installLog,
    installCommand,
    publicArchive,
    writtenFile,
    installScript,
    localData,
    packageResolves,
    packageConnects,
  ],
};
