// Preloaded into Azurite's process: a parent that is killed cannot end it.
process.once('disconnect', () => process.kill(process.pid, 'SIGTERM'));
