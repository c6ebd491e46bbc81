/** The server's limits, so that a refusal comes before the upload. */
export const MAX_FILES = 10;
export const MAX_FILE_BYTES = 100 * 1000 * 1000;
export const MAX_CONTENT = 8000;

export interface Picked {
  readonly files: readonly File[];
  /** Names of files that are too large. */
  readonly tooLarge: readonly string[];
  readonly tooMany: boolean;
}

/** Adds files to those that were picked before, within the limits. */
export function pick(before: readonly File[], added: readonly File[]): Picked {
  const fitting = added.filter((file) => file.size <= MAX_FILE_BYTES);
  const all = [...before, ...fitting];
  return {
    files: all.slice(0, MAX_FILES),
    tooLarge: added.filter((file) => file.size > MAX_FILE_BYTES).map((file) => file.name),
    tooMany: all.length > MAX_FILES,
  };
}

/** Pictures that come from the clipboard are all called image.png. */
export const named = (file: File, now = new Date()): File => file.name === 'image.png'
  ? new File([file], `picture-${now.toISOString().slice(0, 19).replace(/[:T]/g, '-')}.png`, { type: file.type }) : file;
