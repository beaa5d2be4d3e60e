import type { LogEvent } from '../../model/case-study.ts';

const otherUses = 'The package was installed on purpose after it was looked at';
const sameCharacters = 'Commands that have the name as a word of its own and mean something else';

/** Events of an installation, for whatever case its packages belong to. */
export const installLog: LogEvent = {
  id: 'install-log',
  log: 'Output of pip, uv, npm, pnpm and Yarn in build jobs',
  fields: ['name', 'version', 'index or registry'],
  look: 'Lines of the clients that name the package, and the index that they take it from. `gazetteer verify-log` reads such logs and tells which index each package came from.',
  by: 'package',
  shown: 'lines',
};

export const installCommand: LogEvent = {
  id: 'install-command',
  log: 'Process creation',
  fields: ['Image', 'CommandLine', 'ParentImage', 'ParentCommandLine', 'CurrentDirectory', 'User'],
  look: 'A package manager that is told the name. The parent tells who asked: a shell of a developer, a build agent, or an assistant that runs commands.',
  by: 'package',
  rule: {
    title: 'Install Command That Names A Watched Package',
    description: 'Detects a package manager that is told the name of a package which a change was warned of.',
    logsource: { category: 'process_creation' },
    selections: {
      selection_client: { 'CommandLine|contains': { trace: 'clients' } },
      selection_name: { 'CommandLine|re|i': { trace: 'command' } },
    },
    condition: 'all of selection_*',
    falsepositives: [otherUses, sameCharacters],
    level: 'medium',
    attack: ['initial-access', 't1195.001'],
  },
};

export const indexPage: LogEvent = {
  id: 'index-page',
  log: 'Web proxy',
  fields: ['cs-host', 'c-uri', 'sc-status', 'c-useragent', 'src_ip'],
  look: 'A request for the page of the name. 404: the name is still free, and whoever asks was told to install it. 200: somebody has published it.',
  by: 'package',
  shown: 'page',
  rule: {
    title: 'Request For The Index Page Of A Watched Package',
    description:
      'Detects a request for the page of a package that a change was warned of. Status 404 means that the name is free and that somebody was told to install it, 200 that somebody has published it.',
    logsource: { category: 'proxy', definition: 'The proxy must see addresses inside of TLS.' },
    selections: { selection: { 'c-uri': { trace: 'page' } } },
    condition: 'selection',
    falsepositives: ['Audits and mirrors that look names up', 'Other hosts with a page of that name'],
    level: 'medium',
    attack: ['initial-access', 't1195.001'],
  },
};

export const archiveRequest: LogEvent = {
  id: 'archive-request',
  log: 'Web proxy',
  fields: ['cs-host', 'c-uri', 'sc-status', 'c-useragent', 'src_ip'],
  look: 'A request for an archive of the package: from here on its code is on the machine.',
  by: 'package',
  shown: 'archive',
  rule: {
    title: 'Download Of An Archive Of A Watched Package',
    description: 'Detects the download of an archive of a package which a change was warned of.',
    logsource: { category: 'proxy', definition: 'The proxy must see addresses inside of TLS.' },
    selections: { selection: { 'c-uri': { trace: 'archive' } } },
    condition: 'selection',
    falsepositives: [otherUses, 'Mirrors that copy everything'],
    level: 'high',
    attack: ['initial-access', 't1195.001'],
  },
};

export const publicArchive: LogEvent = {
  id: 'public-archive',
  log: 'Web proxy',
  fields: ['cs-host', 'c-uri', 'sc-status', 'c-useragent', 'src_ip'],
  look: 'An archive of the package from the host of the public index, which must not serve it. A request for its page alone is no sign: a client that knows several indexes asks all of them.',
  by: 'package',
  shown: 'archive',
  rule: {
    title: 'Download Of A Watched Package From The Public Index',
    description:
      'Detects the download of an archive from the hosts of the public index, of a package that is meant to come from another one or that was called malicious.',
    logsource: { category: 'proxy', definition: 'The proxy must see addresses inside of TLS.' },
    selections: { selection: { 'cs-host': { trace: 'public-hosts' }, 'c-uri': { trace: 'archive' } } },
    condition: 'selection',
    falsepositives: ['A placeholder on the public index that belongs to whoever runs the other index'],
    level: 'high',
    attack: ['initial-access', 't1195.001'],
  },
};

export const writtenFile: LogEvent = {
  id: 'written-file',
  log: 'File creation',
  fields: ['TargetFilename', 'Image', 'User'],
  look: 'The metadata of the package below a folder of installed packages: it is installed there, whoever asked for it and from wherever.',
  by: 'package',
  shown: 'written',
  rule: {
    title: 'Watched Package Written To A Folder Of Installed Packages',
    description: 'Detects that a package is installed which a change was warned of.',
    logsource: { category: 'file_event' },
    selections: { selection: { TargetFilename: { trace: 'written' } } },
    condition: 'selection',
    falsepositives: [otherUses, 'Archives of other projects that are unpacked'],
    level: 'high',
    attack: ['execution', 't1204.005'],
  },
};

export const installScript: LogEvent = {
  id: 'install-script',
  log: 'Process creation',
  fields: ['Image', 'CommandLine', 'ParentImage', 'ParentCommandLine', 'CurrentDirectory'],
  look: 'A process in the folder of the package while it is installed: code that it brought runs, before anybody imports it. Its parent is the package manager, or what that started.',
  by: 'package',
  shown: 'building',
  rule: {
    title: 'Process In The Folder Of A Watched Package',
    description:
      'Detects a process whose folder is that of a package which a change was warned of: its install script or its build runs.',
    logsource: { category: 'process_creation' },
    selections: { selection: { CurrentDirectory: { trace: 'building' } } },
    condition: 'selection',
    falsepositives: ['Builds of native code that the package is known for', 'Developers who work in that folder'],
    level: 'high',
    attack: ['execution', 't1204.005', 't1059'],
  },
};

const ofFolder = { Image: { trace: 'folder' } };
const binariesThatConnect =
  'Programs that packages bring along and that are known to connect, such as browsers of tests';

export const packageResolves: LogEvent = {
  id: 'package-resolves',
  log: 'DNS query of a process',
  fields: ['Image', 'QueryName', 'QueryResults', 'ProcessId'],
  look: 'Names that a program from a folder of installed packages resolves, above all long or many different labels below one domain: data leaves in them. Code that runs inside of the interpreter has its Image; hold its names against those that the build needs.',
  by: 'package',
  shown: 'folder',
  rule: {
    title: 'DNS Query Of A Program From A Folder Of Installed Packages',
    description:
      'Detects DNS queries of a program that came with a package: the payload of AML.CS0015 was such a program, and DNS its way out.',
    logsource: { category: 'dns_query' },
    selections: { selection: ofFolder },
    condition: 'selection',
    falsepositives: [binariesThatConnect],
    level: 'medium',
    attack: ['exfiltration', 't1048'],
  },
};

export const packageConnects: LogEvent = {
  id: 'package-connects',
  log: 'Network connection of a process',
  fields: ['Image', 'DestinationHostname', 'DestinationIp', 'DestinationPort', 'Initiated'],
  look: 'Connections of such a program, by HTTP or straight to a name server (port 53), where a machine records no DNS queries of processes.',
  by: 'package',
  shown: 'folder',
  rule: {
    title: 'Connection Of A Program From A Folder Of Installed Packages',
    description: 'Detects outbound connections of a program that came with a package, by HTTP, DNS or anything else.',
    logsource: { category: 'network_connection' },
    selections: { selection: { ...ofFolder, Initiated: ['true'] } },
    condition: 'selection',
    falsepositives: [binariesThatConnect],
    level: 'medium',
    attack: ['exfiltration', 't1048'],
  },
};
