/**
 * Libraries that give what a model wrote. Paths are those of imports: `openai.OpenAI()` is what a call of `OpenAI` out of the
 * module `openai` gives. A default export is called like its module. Sources: the documentation of each library, 2026-11.
 */
export interface ModelClient {
  /** For people. */
  readonly title: string;
  /** Without one of them in its text, or of `modules`, a file does not use the library. Case does not matter. */
  readonly mentions: readonly string[];
  /** The same of modules that are named by a word of everyday language: where one is imported, or stands in quotes. */
  readonly modules?: readonly string[];
  /** What makes a client, or hands one on. */
  readonly makers: readonly string[];
  /** What is called on a client, and gives what the model wrote. */
  readonly calls: readonly string[];
  /** What is called on a client, and gives another one. */
  readonly passers?: readonly string[];
  /** Functions that give what a model wrote by themselves. */
  readonly functions?: readonly string[];
  /** Calls that tell the library by themselves, on whatever they are made: on a parameter, say. */
  readonly telling?: readonly string[];
  /** Calls on what is named like a client (`llm`, `chain`), in files that use the library. */
  readonly hinted?: readonly string[];
  /** The key that a client takes from the environment, where it is given none. */
  readonly key?: string;
}
