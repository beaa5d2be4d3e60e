import { indexPage, installCommand, installLog, installScript, writtenFile } from './package-events.ts';
import type { ToldCase } from './told.ts';

/** atlas.mitre.org/studies/AML.CS0022, read 2026-11; the procedure is that of ATLAS, the words are our own. */
export const packageHallucination: ToldCase = {
  id: 'AML.CS0022',
  origin: 'Exercise of June 2024, by Vulcan Cyber and Lasso Security',
  summary: [
    'Language models name packages that do not exist, and different models and users are given the same names. Whoever asks models for such names and publishes a package under one of them is installed by everybody who follows the answer. In the exercise an empty package took the invented name `huggingface-cli` (the real one is `huggingface_hub`) and was downloaded more than 30,000 times.',
    'The change brings in a name that fits: it does not exist yet, or it is young, unused and of the shape that models make up.',
  ],
  steps: [
    {
      tactic: 'AML.TA0000',
      technique: 'AML.T0040',
      what: 'A model is asked through its public interface.',
      sights: [],
      shows: 'It happens between the attacker and the model. Nothing of it reaches the project.',
    },
    {
      tactic: 'AML.TA0008',
      technique: 'AML.T0062',
      what: 'Answers are searched for packages that do not exist.',
      sights: ['change'],
      shows:
        'The search itself leaves nothing here. What it looks for does: a name without a package, or of a shape that models make up.',
    },
    {
      tactic: 'AML.TA0003',
      technique: 'AML.T0060',
      what: 'A package is published under the invented name.',
      sights: ['change', 'log'],
      shows:
        'The registry tells whether, when and by whom the name was published; in the log of a proxy its page turns from 404 to 200.',
    },
    {
      tactic: 'AML.TA0004',
      technique: 'AML.T0010.001',
      what: 'Models give the name to others, who take it into their software.',
      sights: ['change', 'log'],
      shows: 'The line of the change that declares or installs the name; later, commands and logs of installations.',
    },
    {
      tactic: 'AML.TA0005',
      technique: 'AML.T0011.001',
      what: 'The code of the package runs when it is installed or imported.',
      sights: ['log'],
      shows: 'Processes in the folder of the package, and files below the folder of installed packages.',
    },
    {
      tactic: 'AML.TA0011',
      technique: 'AML.T0048.003',
      what: 'Whoever installed it bears the harm.',
      sights: [],
      shows: 'It hangs on what the package does. Read what follows the installation on that machine.',
    },
  ],
  detections: [
    'Ask for every new name before it is merged: does it exist, since when, and who uses it (`gazetteer audit`, `gazetteer name`). Do the same in a hook of assistants that may install.',
    'Count 404 answers of the package index at the proxy or mirror by name. The same unknown name from several people or agents is an invented one, and one that can still be taken away from attackers.',
    'Alert on the first installation ever of a name in the organisation, and on install commands whose parent is an assistant.',
    'Search machines that built since the name appeared for its folder (`written-file`), for lockfiles have it only where it was declared.',
  ],
  mitigations: [
    {
      id: 'AML.M0021',
      text: 'Tell assistants in their rules files to take dependencies only from the lockfile or from a list, and to look a name up before they use it.',
    },
    {
      id: 'AML.M0020',
      text: 'Check names in generated code and commands against the registry before they are shown or run; refuse what is absent or young.',
    },
    {
      id: 'AML.M0011',
      text: 'Install without running code of packages: `ignore-scripts` of npm, scripts allowed by name in pnpm and Yarn, `--only-binary :all:` of pip.',
    },
    {
      id: 'AML.M0018',
      text: 'Tell people that a package in an answer is a guess until its page, its age and its source repository were looked at.',
    },
    {
      id: 'AML.M0023',
      text: 'Keep lockfiles with hashes and a list of what is deployed, so that a name that turns bad is found in minutes.',
    },
    {
      text: 'Take the name out of the change, or put the real one in its place. Where documentation or code of your own spreads it, correct that, and register the name as a placeholder if the registry lets you.',
    },
    {
      text: 'Serve builds from a mirror that lets young or unknown names through only after somebody has approved them.',
    },
  ],
  events: [installLog, installCommand, indexPage, writtenFile, installScript],
};
