import { gzipSync } from 'node:zlib';
import { openReporter } from '../app/open-reporter.ts';
import { uploadSarif } from '../hosts/github/code-scanning.ts';
import { count } from '../reporters/phrases.ts';
import type { Speech } from './speech.ts';

/** docs.github.com, "SARIF support for code scanning": what is larger, packed, is refused. */
const maxBytes = 10_000_000;

/** The findings as alerts of code scanning, at the commit that was audited. */
export async function writeCodeScanning({ api, event, report, context, ref }: Speech): Promise<string> {
  const text = (await openReporter('sarif')).render(report, context);
  const packed = gzipSync(text);
  if (packed.length > maxBytes) return 'not written: the report is larger than code scanning takes';
  const at = event.pull === undefined ? ref : `refs/pull/${event.pull.number}/head`;
  await uploadSarif(api, { commit: event.head, ref: at, sarif: packed.toString('base64') });
  return `given ${count(report.findings.length, 'finding')}`;
}
