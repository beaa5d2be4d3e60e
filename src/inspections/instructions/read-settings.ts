import { MalformedFileError } from '../../model/ecosystem.ts';
import type { JsonNode } from '../../text/json-nodes.ts';
import { parseJsonc } from '../../text/jsonc.ts';

/** Settings with comments; undefined where they are no JSON: then their tool does not read them either. */
export function readSettings(text: string): JsonNode | undefined {
  try {
    return parseJsonc(text.startsWith('\ufeff') ? ` ${text.slice(1)}` : text).root;
  } catch (error) {
    if (error instanceof MalformedFileError) return undefined;
    throw error;
  }
}
