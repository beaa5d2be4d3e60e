/** What clients of OpenAI's kind have; others copied it. */
export const chat = ['.chat.completions.create', '.chat.completions.parse', '.chat.completions.stream'];
