/** Archives of packages: npm's and Python's by their endings, Yarn's by their folder. */
export const isArtifact = (path: string): boolean =>
  /\.(?:tgz|whl)$/i.test(path) || /(?:^|\/)\.yarn\/cache\/[^/]+\.zip$/.test(path);
