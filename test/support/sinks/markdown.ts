const headings =
  /^(?:## Gazetteer: (?:passed|failed|incomplete|resolved)|### (?:Findings|How it comes in|Could not be verified|Suppressed|Files not read|Notes))$/;
/** The id and the name of a case are those of the bundled release; of any other id nothing but itself is shown. */
const caseHeadings =
  /^(?:### Detection report: .+|#### (?:Packages and files of this change|Procedure, and what can be observed here|Techniques that the findings cite|Log events to monitor|Recommended detection|(?:Recommended m|M)itigation|Evidence of this change: [\d,]+ findings?))$/;
/** Nothing in it ends it, and no bar is in it. */
const codeSpan = /`[A-Za-z0-9@/._+~^=:,%*?<>"'\\(){}! -]+`/g;
const link = /\[((?:\\.|[^[\]\\])*)\]\(https:\/\/[A-Za-z0-9./_~%?&=#-]+\)/g;

/** A picture holds boxes with plain labels, lines between them and its colours. */
const pictureLine =
  /^(?:flowchart LR| {2}n[x\d]*\["(?:[A-Za-z0-9 /._-]|#\d+;)*"\](?::::(?:critical|high|medium))?| {2}n[x\d]* --> n[x\d]*| {2}classDef [a-z]+ [a-z0-9:#,-]+)$/;

function checkPicture(picture: string, faults: string[]): string {
  for (const line of picture.split('\n')) if (!pictureLine.test(line)) faults.push(`picture: ${line}`);
  return '';
}

/** What in a page of ours is not ours: structure, markup or links that came with a text. Empty where nothing is. */
export function foreignMarkdown(page: string): readonly string[] {
  const faults: string[] = [];
  let bars = 0;
  for (const line of page
    .replace(/```mermaid\n([\s\S]*?)\n```/g, (_, picture) => checkPicture(picture, faults))
    .split('\n')) {
    if (line.startsWith('#') && !headings.test(line) && !caseHeadings.test(line)) faults.push(`heading: ${line}`);
    const found = line.split('|').length - 1;
    if (!line.startsWith('|')) bars = 0;
    else if (bars === 0) bars = found;
    if (found !== bars) faults.push(`${found} bars instead of ${bars}: ${line}`);
    const rest = line
      .replace(codeSpan, '')
      .replace(link, '$1')
      .replace(/^#{2,4} /, '');
    const escaped = rest
      .replace(/\\[[\]*_~]/g, ' ')
      .replace(/&(?:amp|lt|gt|#\d{2,4});/g, ' ')
      .replaceAll('**', '');
    const markup = /[<>`[\]*_~\\$@#&]|:\/\/|::|www\.|gh-\d|:(?!\d\d:)[\w+-]+:/i.exec(escaped);
    if (markup !== null) faults.push(`${markup[0]} in ${line}`);
  }
  return faults;
}
