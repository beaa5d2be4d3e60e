/**
 * Nodes from which every other one is reached, as few as there are: those that no other node leads to, and of nodes that
 * lead to each other and to which nothing else leads, the first. Strongly connected components by Tarjan's algorithm
 * (SIAM Journal on Computing 1, 1972), without recursion: the depth is the input's.
 * @param nodes in the order of preference
 */
export function findSources(nodes: readonly string[], next: (node: string) => readonly string[]): readonly string[] {
  const component = findComponents(nodes, next);
  const entered = new Set<number>();
  for (const node of nodes) {
    for (const target of next(node)) {
      const [from, to] = [component.get(node), component.get(target)];
      if (to !== undefined && from !== to) entered.add(to);
    }
  }
  const taken = new Set<number>();
  return nodes.filter((node) => {
    const own = component.get(node);
    if (own === undefined || entered.has(own) || taken.has(own)) return false;
    taken.add(own);
    return true;
  });
}

interface Visit {
  readonly node: string;
  readonly targets: readonly string[];
  at: number;
}

function findComponents(nodes: readonly string[], next: (node: string) => readonly string[]): Map<string, number> {
  const known = new Set(nodes);
  const order = new Map<string, number>();
  const low = new Map<string, number>();
  const component = new Map<string, number>();
  const open: string[] = [];
  let components = 0;

  const enter = (node: string): Visit => {
    order.set(node, order.size);
    low.set(node, order.size - 1);
    open.push(node);
    return { node, targets: next(node).filter((target) => known.has(target)), at: 0 };
  };
  const lower = (node: string, to: number): void => {
    low.set(node, Math.min(low.get(node) ?? to, to));
  };
  const leave = (node: string): void => {
    if (low.get(node) !== order.get(node)) return;
    for (let last = open.pop(); last !== undefined; last = open.pop()) {
      component.set(last, components);
      if (last === node) break;
    }
    components += 1;
  };

  for (const root of nodes) {
    const visits = order.has(root) ? [] : [enter(root)];
    for (let visit = visits.at(-1); visit !== undefined; visit = visits.at(-1)) {
      const target = visit.targets[visit.at];
      visit.at += 1;
      if (target === undefined) {
        leave(visit.node);
        visits.pop();
        const parent = visits.at(-1);
        if (parent !== undefined) lower(parent.node, low.get(visit.node) ?? 0);
      } else if (!order.has(target)) visits.push(enter(target));
      else if (!component.has(target)) lower(visit.node, order.get(target) ?? 0);
    }
  }
  return component;
}
