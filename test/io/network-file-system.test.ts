import { mkdirSync, mkdtempSync, rmSync, symlinkSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { describe, expect, test } from 'vitest';
import { mountOf, mountsOf } from '../../src/io/mounts.ts';
import { isOnNetwork, networkKind } from '../../src/io/network-file-system.ts';

/** Recorded lines, with hosts and names of our own. */
const LINES = `22 27 0:21 / /proc rw,relatime - proc proc rw
27 1 254:0 / / rw,relatime - ext4 /dev/vda rw,discard
31 27 0:40 / /mnt/nfs rw,relatime shared:120 - nfs4 files.example:/export rw,vers=4.2,addr=192.0.2.7
32 27 0:41 / /mnt/my\\040share rw,relatime shared:121 - cifs //files.example/orders rw,vers=3.1.1
33 27 0:42 / /mnt/ssh rw,nosuid,nodev shared:122 - fuse.sshfs ada@files.example:/srv rw,user_id=1000
34 27 0:43 / /home/ada rw,nosuid,nodev shared:123 - fuse.gocryptfs /home/ada.cipher rw,user_id=1000
35 27 8:17 / /media/stick rw shared:124 - fuseblk /dev/sdb1 rw,blksize=4096
36 27 0:44 / /mnt/bucket rw - fuse.rclone bucket: rw
37 27 0:45 / /mnt/s3 rw - fuse.s3fs s3fs rw
38 27 0:46 / /mnt/gluster rw - fuse.glusterfs files.example:/vol rw
39 27 0:47 / /mnt/dav rw - fuse https://dav.example/orders rw
40 27 0:48 / /mnt/plan9 rw - 9p drvfs rw
41 27 0:49 / /mnt/host rw - virtiofs shared rw
42 27 0:50 / /mnt/box rw - vboxsf orders rw
43 27 0:51 / /mnt/ceph rw - ceph 192.0.2.8:6789:/ rw
44 31 8:33 / /mnt/nfs/local rw - xfs /dev/sdc1 rw
45 27 0:52 / /var/lib/layers rw - fuse.fuse-overlayfs fuse-overlayfs rw
46 27 0:53 / /mnt/over rw - nfs files.example:/a rw
47 27 8:34 / /mnt/over rw - ext4 /dev/sdd1 rw
48 27 0:54 / /mnt/drive rw - fuse.gvfsd-fuse gvfsd-fuse rw
49 27 0:55 / /mnt/odd rw - fuse /dev/fuse rw
nonsense
50 27 0:56 / `;

describe('the mount that a path is on, from recorded lines', () => {
  const kind = (path: string) => networkKind(mountOf(path, mountsOf(LINES)));

  test.each([
    ['/mnt/nfs/orders', 'nfs4'],
    ['/mnt/nfs', 'nfs4'],
    ['/mnt/my share/ledger', 'cifs'],
    ['/mnt/ssh/x', 'fuse.sshfs'],
    ['/mnt/bucket/x', 'fuse.rclone'],
    ['/mnt/s3', 'fuse.s3fs'],
    ['/mnt/gluster/a', 'fuse.glusterfs'],
    ['/mnt/dav/a', 'fuse'],
    ['/mnt/plan9', '9p'],
    ['/mnt/host', 'virtiofs'],
    ['/mnt/box', 'vboxsf'],
    ['/mnt/ceph', 'ceph'],
    ['/mnt/drive/smb', 'fuse.gvfsd-fuse'],
  ])('%s: %s', (path, expected) => {
    expect(kind(path)).toBe(expected);
  });

  test.each([
    '/srv/orders',
    '/mnt/nfsx',
    '/home/ada/orders',
    '/media/stick',
    '/mnt/nfs/local/x',
    '/var/lib/layers',
    '/mnt/over/x',
    '/mnt/odd',
  ])('%s is local', (path) => {
    expect(kind(path)).toBeNull();
  });

  test('nothing is known without lines', () => {
    expect(networkKind(mountOf('/x', mountsOf('')))).toBeNull();
  });
});

test.skipIf(process.platform !== 'linux')(
  'this machine: a folder, one that is to be made, and a link to nowhere',
  () => {
    const folder = mkdtempSync(join(tmpdir(), 'sheetorder-mount-'));
    try {
      mkdirSync(join(folder, 'a'));
      symlinkSync('b/c', join(folder, 'link'));
      symlinkSync('loop', join(folder, 'loop'));
      for (const name of ['a', 'a/b/c', 'link', 'loop']) expect(isOnNetwork(join(folder, name))).toBeNull();
    } finally {
      rmSync(folder, { recursive: true });
    }
  },
);
