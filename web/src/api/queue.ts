import { openDB, type DBSchema, type IDBPDatabase } from 'idb';

/** A write that was made and has no answer yet: kept through a reload, and sent again under the same key. */
export interface UnansweredWrite {
  key: string;
  /** Who made it; nobody else may send it. */
  user_id: string;
  made_at: number;
  container_id: string;
  position: string;
  code: string;
}

interface Schema extends DBSchema {
  unanswered: { key: string; value: UnansweredWrite };
}

let database: Promise<IDBPDatabase<Schema>> | null = null;

function open(): Promise<IDBPDatabase<Schema>> {
  database ??= openDB<Schema>('frostkeep', 1, {
    upgrade: (created) => {
      created.createObjectStore('unanswered', { keyPath: 'key' });
    },
  });
  return database;
}

/** Where the browser keeps nothing (a private window) the write still goes out, without this safety. */
async function quietly<Result>(
  work: (db: IDBPDatabase<Schema>) => Promise<Result>,
): Promise<Result | undefined> {
  try {
    return await work(await open());
  } catch {
    return undefined;
  }
}

export const keep = (write: UnansweredWrite) => quietly((db) => db.put('unanswered', write));

export const drop = (key: string) => quietly((db) => db.delete('unanswered', key));

/** What this person left unanswered on this device, in the order in which it was made. */
export async function unanswered_of(user_id: string): Promise<UnansweredWrite[]> {
  const all = (await quietly((db) => db.getAll('unanswered'))) ?? [];
  return all.filter((write) => write.user_id === user_id).sort((a, b) => a.made_at - b.made_at);
}
