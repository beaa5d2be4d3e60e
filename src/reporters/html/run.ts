import type { Report } from '../../model/report.ts';
import { cut, html } from '../escape-html.ts';
import { bytes, changesPhrase, count, duration, effortPhrase, grouped } from '../phrases.ts';
import { folded, type Section, table } from './section.ts';

const mostRows = 500;

/** What was read, asked and taken. */
export function runSection(report: Report): Section {
  const { coverage, stats } = report;
  const files = table(
    'Files that were read',
    ['File', 'Format', 'Dependencies', 'Not understood'],
    coverage.files,
    (file) => [
      html`<code class="place">${cut(file.path, 300)}</code>`,
      cut(file.format, 60),
      html`${grouped(file.dependencies)}`,
      html`${grouped(file.unparsed)}`,
    ],
    mostRows,
  );
  const hosts = table(
    'Hosts that were asked',
    ['Host', 'Requests', 'Received', 'Time', 'Cache hits', 'Revalidations', 'Retries', 'Failures'],
    stats.hosts,
    (host) => [
      cut(host.host, 300),
      html`${grouped(host.requests)}`,
      html`${bytes(host.bytes)}`,
      html`${duration(host.durationMs)}`,
      html`${grouped(host.cacheHits)}`,
      html`${grouped(host.revalidations)}`,
      html`${grouped(host.retries)}`,
      html`${grouped(host.failures)}`,
    ],
    mostRows,
  );
  return {
    id: 'run',
    title: 'The run',
    body: html`<dl class="references">
<dt>Changes</dt><dd>${changesPhrase(report)}</dd>
<dt>Effort</dt><dd>${effortPhrase(report)}, ${count(stats.cacheHits, 'cache hit')}</dd>
</dl>
${coverage.files.length === 0 ? html`` : folded(`${count(coverage.files.length, 'file')} read`, files)}${
  stats.hosts.length === 0 ? html`` : folded(`${count(stats.hosts.length, 'host')} asked`, hosts)
}`,
  };
}
