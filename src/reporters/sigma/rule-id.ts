import { nameUuid } from '../../text/uuid.ts';

/** Of all rules of this program: any other namespace would do, but it must never change. */
const namespace = '6d1f0c9e-5b0a-5d7c-9a0e-3c6c7b6a2f41';

/** The same for the same parts, wherever and whenever it is made. */
export const ruleId = (parts: readonly string[]): string => nameUuid(namespace, JSON.stringify(parts));
