import { quoteWord } from '../../../text/shell-quote.ts';

/** A text that a program holds, by its quotes. */
const literal =
  /"""[^"]{0,2000}"""|'''[^']{0,2000}'''|"(?:[^"\\\n]|\\.){0,2000}"|'(?:[^'\\\n]|\\.){0,2000}'|`(?:[^`\\]|\\.){0,2000}`/g;
/** Words that only commands have which reach out, or hide what they do. */
const telling = /\b(?:curl|wget2?|iwr|irm|iex|invoke-\w{1,30}|powershell|pwsh|base64|ncat|netcat|nc|\/dev\/tcp)\b/i;
/** Nobody writes more of them. */
const most = 200;

/** The commands among the texts of a program. A list of words, such as `["sh", "-c", "curl …"]`, is one command. */
export function commandsIn(code: string): readonly string[] {
  const found: string[] = [];
  let list: string[] = [];
  let last = 0;
  const close = () => {
    if (list.length > 1 && telling.test(list.join(' '))) found.push(list.map(quoteWord).join(' '));
    list = [];
  };
  for (const { index, 0: written } of code.matchAll(literal)) {
    if (found.length >= most) break;
    if (!/^,?\s*[bfru]{0,2}$/i.test(code.slice(last, Math.min(index, last + 40)))) close();
    last = index + written.length;
    const text = unquote(written);
    list.push(text);
    if (telling.test(text)) found.push(text);
  }
  close();
  return found;
}

const unquote = (written: string): string =>
  written.replace(/^(?:"""|'''|["'`])|(?:"""|'''|["'`])$/g, '').replaceAll(/\\(?=["'`])/g, '');
