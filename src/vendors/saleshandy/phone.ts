/** Dialling codes of the countries that share none with another continent's plan; `1` stands for North America as a whole. */
const DIALLING: Readonly<Record<string, string>> = Object.fromEntries(
  (
    '1:US,CA,PR,DO,JM,BS,BB,AG,AI,BM,DM,GD,GU,KN,KY,LC,MP,MS,SX,TC,TT,VC,VG,VI,AS 7:RU,KZ 20:EG 27:ZA 30:GR 31:NL 32:BE ' +
    '33:FR 34:ES 36:HU 39:IT 40:RO 41:CH 43:AT 44:GB,GG,IM,JE 45:DK 46:SE 47:NO,SJ 48:PL 49:DE 51:PE 52:MX 53:CU 54:AR ' +
    '55:BR 56:CL 57:CO 58:VE 60:MY 61:AU 62:ID 63:PH 64:NZ 65:SG 66:TH 81:JP 82:KR 84:VN 86:CN 90:TR 91:IN 92:PK 93:AF ' +
    '94:LK 95:MM 98:IR 212:MA,EH 213:DZ 216:TN 218:LY 220:GM 221:SN 225:CI 230:MU 233:GH 234:NG 244:AO 249:SD 250:RW ' +
    '251:ET 254:KE 255:TZ 256:UG 260:ZM 263:ZW 267:BW 350:GI 351:PT 352:LU 353:IE 354:IS 355:AL 356:MT 357:CY 358:FI,AX ' +
    '359:BG 370:LT 371:LV 372:EE 373:MD 374:AM 375:BY 376:AD 377:MC 380:UA 381:RS 382:ME 385:HR 386:SI 387:BA 389:MK ' +
    '420:CZ 421:SK 423:LI 501:BZ 502:GT 503:SV 504:HN 505:NI 506:CR 507:PA 509:HT 591:BO 593:EC 595:PY 598:UY 852:HK ' +
    '853:MO 855:KH 856:LA 880:BD 886:TW 960:MV 961:LB 962:JO 964:IQ 965:KW 966:SA 968:OM 970:PS 971:AE 972:IL 973:BH ' +
    '974:QA 976:MN 977:NP 992:TJ 994:AZ 995:GE 996:KG 998:UZ'
  )
    .split(' ')
    .flatMap((group) => {
      const [code = '', countries = ''] = group.split(':');
      return countries.split(',').map((country) => [country, code] as const);
    }),
);

/** True for a plus, a digit from 1 to 9, and 7 to 15 digits in all. */
export function isE164(text: string): boolean {
  return /^\+[1-9]\d{6,14}$/.test(text);
}

/** The number without the marks that people group digits with, when it has its plus and is whole then; else null. */
export function withoutMarks(text: string): string | null {
  if (!/^\+[\d\s().\-\u2010-\u2015/]+$/.test(text) || /\(0\)/.test(text)) return null;
  const bare = `+${text.replace(/\D/g, '')}`;
  return isE164(bare) ? bare : null;
}

/** The country's dialling code when the number begins with another; null when it fits, or the country's code is not known here. */
export function otherDiallingCode(phone: string, country: string): string | null {
  const code = Object.hasOwn(DIALLING, country) ? DIALLING[country] : undefined;
  return code === undefined || phone.startsWith(`+${code}`) ? null : code;
}
