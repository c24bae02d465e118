// Loaded before a measured command with --require: as it ends, it notes what the whole process used, threads and all.
process.once('exit', () => {
  const file = process.env.BENCH_USED;
  if (!file || !process.getBuiltinModule('node:worker_threads').isMainThread) return;
  const fs = process.getBuiltinModule('node:fs');
  const { user, system } = process.cpuUsage();
  // The kernel's maxrss of a child starts at what its parent held; VmHWM is the process's own.
  const own = process.platform === 'linux' ? /VmHWM:\s+(\d+)/.exec(fs.readFileSync('/proc/self/status', 'utf8')) : null;
  const peakKb = Number(own?.[1] ?? process.resourceUsage().maxRSS);
  fs.writeFileSync(file, JSON.stringify({ cpuMs: (user + system) / 1_000, peakBytes: peakKb * 1_024 }));
});
