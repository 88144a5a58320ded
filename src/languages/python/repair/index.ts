import type { Repair } from '../../../model/repair.js';
export function repairPython(_intent: unknown, _context: unknown): Repair | undefined { return undefined; }
