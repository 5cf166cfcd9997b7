/** The types of file that are taken as evidence, with the media type they are served under and how their names end. */
export const fileTypes = {
  pdf: { name: 'PDF', mediaType: 'application/pdf', extensions: ['pdf'] },
  jpg: { name: 'JPG', mediaType: 'image/jpeg', extensions: ['jpg', 'jpeg'] },
  png: { name: 'PNG', mediaType: 'image/png', extensions: ['png'] },
  /** The zone's electronic invoices and certificates come as OFD (GB/T 33190). */
  ofd: { name: 'OFD', mediaType: 'application/ofd', extensions: ['ofd'] },
} as const;
export type FileType = keyof typeof fileTypes;

/** The type a file's name says, by its end; undefined for one that is not taken. */
export function fileTypeOf(name: string): FileType | undefined {
  const extension = name.slice(name.lastIndexOf('.') + 1).toLowerCase();
  return (Object.keys(fileTypes) as FileType[]).find((type) =>
    (fileTypes[type].extensions as readonly string[]).includes(extension),
  );
}
