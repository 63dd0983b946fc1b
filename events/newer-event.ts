/** An event that this release cannot read, since a newer one recorded it. Its stream can only go forward. */
export class NewerEvent extends Error {
  override readonly name = 'NewerEvent';
  readonly stream: string;
  readonly revision: number;
  readonly type: string;
  readonly version: number;
  constructor(
    {
      stream,
      revision,
      type,
      version,
    }: Pick<NewerEvent, 'stream' | 'revision' | 'type' | 'version'>,
    /** The version of this release; none for a type that it has no word for. */
    known?: number,
  ) {
    super(
      known === undefined
        ? `No event is called ${type}: run a newer release.`
        : `${type} is of version ${version}, this release knows ${known}: run a newer release.`,
    );
    this.stream = stream;
    this.revision = revision;
    this.type = type;
    this.version = version;
  }
}
