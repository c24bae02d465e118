/** Standard streams that keep what was written to them; `tty` makes them screens. */
export class Screens {
  readonly stdin: { readonly isTTY: boolean };
  readonly stdout: Kept;
  readonly stderr: Kept;

  constructor(tty = false) {
    this.stdin = { isTTY: false };
    this.stdout = new Kept(tty);
    this.stderr = new Kept(tty);
  }

  get out(): string {
    return this.stdout.text;
  }

  get err(): string {
    return this.stderr.text;
  }
}

class Kept {
  text = '';
  readonly columns = 60;
  readonly isTTY: boolean;

  constructor(isTTY: boolean) {
    this.isTTY = isTTY;
  }

  write(text: string): boolean {
    this.text += text;
    return true;
  }

  on(): this {
    return this;
  }
}
