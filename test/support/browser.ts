import { accessSync, constants } from 'node:fs';
import { delimiter, join } from 'node:path';
import { type Browser, chromium } from 'playwright-core';

const NAMES = ['chromium', 'chromium-browser', 'google-chrome-stable', 'google-chrome'];
const FOLDERS = [...(process.env.PATH ?? '').split(delimiter), '/usr/bin', '/usr/lib/chromium', '/snap/bin'];

/** The browser of this machine; null where there is none, and tests that need one say so in their name. */
export const BROWSER: string | null =
  NAMES.flatMap((name) => FOLDERS.filter(Boolean).map((folder) => join(folder, name))).find(isProgram) ?? null;

export const WITHOUT_BROWSER = BROWSER === null ? ' (skipped: no Chromium on this machine)' : '';

export function startBrowser(): Promise<Browser> {
  if (BROWSER === null) throw new Error('There is no Chromium on this machine.');
  // Chromium cannot put its own sandbox around pages when root starts it.
  const args = process.getuid?.() === 0 ? ['--no-sandbox'] : [];
  return chromium.launch({ executablePath: BROWSER, args });
}

function isProgram(path: string): boolean {
  try {
    accessSync(path, constants.X_OK);
    return true;
  } catch {
    return false;
  }
}
