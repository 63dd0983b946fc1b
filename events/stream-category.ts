/** The category of a stream – the text before the first hyphen – which is the name of its process as well. */
export function categoryOf(stream: string): string {
  return stream.slice(0, stream.indexOf('-'));
}
