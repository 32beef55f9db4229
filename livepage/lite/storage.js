// Where a browser refuses to store anything, as in some frames, notebooks are kept in memory, as long
// as their page is open; JupyterLite says so in the console.

/** Return what JupyterLite's settings are then; nothing where storage is to be had. */
export function settings() {
  try {
    localStorage.getItem(""); // refused like all other kinds
    return {};
  } catch {
    const drivers = ["memoryStorageDriver"];
    return {
      enableMemoryStorage: true,
      contentsStorageDrivers: drivers,
      settingsStorageDrivers: drivers,
      workspacesStorageDrivers: drivers,
    };
  }
}
