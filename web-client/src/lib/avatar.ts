/** The types of pictures that the server takes. The server recognises a type by the content; the browser by the name alone. */
export const PICTURE_TYPES = ['image/jpeg', 'image/png', 'image/gif'];
/** The server's limit for one image. */
const MOST_BYTES = 25 * 1024 * 1024;
const UPLOADED = /^\/files\/[0-9a-f-]{36}\/avatar$/;

/**
 * The address of a profile's picture as the page loads it: that of an uploaded picture, which this server gives to everybody. A picture of
 * another host is not loaded, since that host would learn which user looks at which profile, and when.
 */
export const avatarSource = (avatarUrl: string | undefined): string | undefined =>
  avatarUrl !== undefined && UPLOADED.test(avatarUrl) ? avatarUrl : undefined;

/** What is wrong with a file that was chosen as a picture, before it is uploaded. */
export function pictureProblem(file: Pick<File, 'type' | 'size'>, texts: { pictureType: string; pictureSize: string }): string | undefined {
  if (!PICTURE_TYPES.includes(file.type)) return texts.pictureType;
  return file.size > MOST_BYTES ? texts.pictureSize : undefined;
}
