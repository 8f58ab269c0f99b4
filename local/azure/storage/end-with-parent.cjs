// Loaded into Azurite's process before itself: a parent that is killed cannot end it.
process.once('disconnect', () => process.kill(process.pid, 'SIGTERM'));
