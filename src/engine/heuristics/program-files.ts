/** Whether a file is a program in one of the languages whose variables of the environment are compared, by its extension. */
export function isProgramFile(file: string): boolean {
  return /\.(?:[cm]?[jt]sx?|py)$/.test(file) && !/\.d\.[cm]?ts$/.test(file);
}
