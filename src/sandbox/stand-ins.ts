import { openSaleshandy } from './saleshandy/stand-in.ts';
import { openScaledMail } from './scaledmail/stand-in.ts';
import type { OpenStandIn } from './stand-in.ts';

/** Every vendor that the sandbox plays; another one is a folder and a line here. */
export const STAND_INS: Readonly<Record<string, OpenStandIn>> = {
  scaledmail: openScaledMail,
  saleshandy: openSaleshandy,
};
