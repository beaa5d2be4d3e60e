import type { LateReporter } from '../../model/reporter.ts';

const named = { id: 'html', title: 'HTML report' };

/** One file for people: it is loaded by those who ask for it alone. */
export const reporter: LateReporter = {
  ...named,
  load: async () => {
    const { renderPage } = await import('./page.ts');
    return { ...named, render: renderPage };
  },
};
