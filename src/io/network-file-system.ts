import { lstatSync, readFileSync, readlinkSync, realpathSync, statfsSync } from 'node:fs';
import { dirname, resolve } from 'node:path';
import { type Mount, mountOf, mountsOf } from './mounts.ts';

/** Linux magic numbers of file systems that another machine may write to as well. */
const MAGIC: ReadonlyMap<bigint, string> = new Map([
  [0x6969n, 'nfs'],
  [0x517bn, 'smb'],
  [0xff534d42n, 'cifs'],
  [0xfe534d42n, 'smb2'],
  [0x73757245n, 'coda'],
  [0x5346414fn, 'afs'],
  [0x6b414653n, 'afs'],
  [0x01021997n, '9p'],
  [0x00c36400n, 'ceph'],
  [0x564cn, 'ncp'],
  [0x0bd00bd0n, 'lustre'],
  [0x01161970n, 'gfs2'],
  [0x7461636fn, 'ocfs2'],
  [0x47504653n, 'gpfs'],
  [0x19830326n, 'beegfs'],
  [0x20030528n, 'orangefs'],
  [0x786f4256n, 'vboxsf'],
  [0xbacbacbcn, 'vmhgfs'],
]);

/** By name, as a list of mounts tells them; folders that a virtual machine shares with its host are among them. */
const KINDS: ReadonlySet<string> = new Set([
  ...['nfs', 'nfs4', 'cifs', 'smb', 'smb2', 'smb3', 'coda', 'afs', 'ncpfs', 'drvfs'],
  ...['9p', 'ceph', 'glusterfs', 'lustre', 'gfs', 'gfs2', 'ocfs2', 'gpfs', 'beegfs', 'orangefs', 'pvfs2', 'davfs'],
  ...['virtiofs', 'vboxsf', 'vmhgfs', 'prl_fs'],
]);

/** Programs that put what is elsewhere into a folder; others, such as an encrypted home, keep to this machine. */
const FUSE = new RegExp(
  [
    '^(sshfs|rclone|s3fs|s3ql|goofys|mount-s3|mountpoint-s3|gcsfuse|blobfuse2?|glusterfs|ceph|ceph-fuse|juicefs|weed',
    'seaweedfs|mfs|mfsmount|lizardfs|saunafs|davfs2?|curlftpfs|google-drive-ocamlfuse|onedriver|gvfsd-fuse|kio-fuse',
    'smbnetfs|cvmfs2?|grpcfuse|osxfs|vmhgfs-fuse|prl_fsd|hdfs|alluxio-fuse|objectivefs|acd_cli|afp|pmxcfs)$',
  ].join('|'),
);
/** `host:/path`, `//host/share` or an address. */
const ELSEWHERE = /^(\/\/|[\w.@[\]-]{2,}:\/|[a-z][\w+.-]*:\/\/)/i;
const LINKS = 40;

/**
 * The kind of network file system that a file or folder is on, or would be on once it is made; null on a local one.
 * Links are followed. On Windows only shares are known, by their address; on a Mac nothing is, as only another program
 * could tell, and this one starts none.
 */
export function isOnNetwork(path: string): string | null {
  const real = standing(path);
  if (process.platform === 'win32') return real.startsWith('\\\\') ? 'a Windows share' : null;
  return process.platform === 'linux' ? (byMagic(real) ?? networkKind(mountOf(real, mountsHere()))) : null;
}

/** The file system that a file or folder is on, by the name that the list of mounts has for it; null where nobody says. */
export function fileSystemKind(path: string): string | null {
  return process.platform === 'linux' ? (mountOf(standing(path), mountsHere())?.kind ?? null) : null;
}

/** The kind of a mount that another machine may write to; null for a local one. */
export function networkKind(mount: Mount | null): string | null {
  if (!mount) return null;
  const { kind, source } = mount;
  if (KINDS.has(kind)) return kind;
  if (!isFuse(kind)) return null;
  const program = kind.replace(/^(fuse|fuseblk)[._]?/, '');
  return FUSE.test(program) || (program === '' && ELSEWHERE.test(source)) ? kind : null;
}

/** A file system that a program of its own serves; whether it is local only that program knows. */
export function isFuse(kind: string): boolean {
  return /^(fuse|fuseblk)($|[._])/.test(kind);
}

function byMagic(path: string): string | null {
  try {
    // Some numbers have the highest of 32 bits set, which a 32-bit system tells as negative.
    return MAGIC.get(BigInt.asUintN(32, statfsSync(path, { bigint: true }).type)) ?? null;
  } catch {
    return null;
  }
}

/** The nearest that stands already, with every link followed, also one that leads to what is still to be made. */
function standing(path: string, links = 0): string {
  const whole = resolve(path);
  try {
    return realpathSync.native(whole);
  } catch {
    const target = links < LINKS ? linkTarget(whole) : null;
    if (target !== null) return standing(resolve(dirname(whole), target), links + 1);
    return whole === dirname(whole) ? whole : standing(dirname(whole), links);
  }
}

function linkTarget(path: string): string | null {
  try {
    return lstatSync(path).isSymbolicLink() ? readlinkSync(path) : null;
  } catch {
    return null;
  }
}

function mountsHere(): readonly Mount[] {
  try {
    return mountsOf(readFileSync('/proc/self/mountinfo', 'utf8'));
  } catch {
    return [];
  }
}
