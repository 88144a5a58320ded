/** Does some work while an item is in a set of what is under way; it leaves the set after an error too. */
export function whileInProgress<Item, Result>(set: Set<Item>, item: Item, work: () => Result): Result {
  set.add(item);
  try {
    return work();
  } finally {
    set.delete(item);
  }
}
