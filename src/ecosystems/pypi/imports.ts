import { scanPython } from '../../code/imports/python.ts';
import { readCells } from '../../code/notebook.ts';
import type { Imports, ImportTarget, ImportUse } from '../../model/imports.ts';
import { isSetting, localsIn } from './import-names.ts';
import { names } from './names.ts';

/** Files whose names code may import; stubs and sources of compiled modules stand for what is built of them. */
const module = /^(?:py|pyw|pyi|pyx|pxd|so|pyd|ipynb|c|cc|cpp|rs)$/;
const protocol = /\.proto$/i;
/** Made of a protocol's description when the project is built. */
const ofProtocol = /_pb2(?:_grpc)?$/;

/** Parts of a module, and names taken out of it, that may belong to the name of a package. */
const maxParts = 5;
const maxMembers = 20;

export const imports: Imports = {
  isCode: (path) => /\.(?:pyw?|ipynb)$/i.test(path),
  scan: (path, text) => (/\.ipynb$/i.test(path) ? scanNotebook(text) : scanPython(text)),
  targetOf({ module: written }): ImportTarget | undefined {
    const [first = ''] = written.split('.', 1);
    // What begins so is a part of something else: of CPython, or of the module beside it.
    if (first.startsWith('_') || ofProtocol.test(first) || names.reject(first) !== undefined) return undefined;
    return { name: first };
  },
  packagesOf,
  localNames(path) {
    const [file = '', ...folders] = path.split('/').reverse();
    const stem = file.slice(0, Math.max(0, file.indexOf('.')));
    if (protocol.test(file)) return [`${stem}_pb2`, `${stem}_pb2_grpc`];
    return module.test(file.slice(file.lastIndexOf('.') + 1)) ? [stem, ...folders] : [];
  },
  isSetting,
  localsIn,
  alsoFrom: ['conda'],
  namesDiffer: true,
};

/** Cells are read by themselves: what one of them leaves open is over with it. */
const scanNotebook = (text: string): readonly ImportUse[] =>
  readCells(text, 'python').flatMap((cell) =>
    scanPython(cell.text, true).map((use) => ({ ...use, start: cell.at(use.start), end: cell.at(use.end) })),
  );

/** `google.cloud.storage_v1` may be of google-cloud-storage, google-cloud or google. */
function packagesOf({ module: written, members = [] }: ImportUse): readonly string[] {
  const parts = written
    .split('.')
    .slice(0, maxParts)
    .map((part) => part.replace(/_v\d{1,3}(?:(?:alpha|beta|p)\d{1,3}){0,2}$/, ''));
  const deeper = parts.length < maxParts ? members.slice(0, maxMembers).map((member) => [...parts, member]) : [];
  const beginnings = parts.map((_, at) => parts.slice(0, parts.length - at));
  const joined = [...deeper, ...beginnings].map((one) => names.normalise(one.join('-')));
  return [...new Set(joined)].filter((name) => names.reject(name) === undefined);
}
