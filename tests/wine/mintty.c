/* Starts pinlotse.exe as Git Bash does: its standard streams are a pipe, named as those of the
   terminal mintty are. Prints whether it ended, and what it wrote. */
#include <stdio.h>
#include <string.h>
#include <windows.h>

int main(int count, char **arguments) {
    const char *name = "\\\\.\\pipe\\msys-dd50a72ab4668b33-pty1-to-master";
    SECURITY_ATTRIBUTES inherited = {sizeof inherited, NULL, TRUE};
    HANDLE terminal = CreateNamedPipeA(name, PIPE_ACCESS_DUPLEX, PIPE_TYPE_BYTE, 1, 65536, 65536, 0, NULL);
    HANDLE stream = CreateFileA(name, GENERIC_READ | GENERIC_WRITE, 0, &inherited, OPEN_EXISTING, 0, NULL);
    STARTUPINFOA how = {sizeof how};
    how.dwFlags = STARTF_USESTDHANDLES;
    how.hStdInput = how.hStdOutput = how.hStdError = stream;
    char call[1000] = "pinlotse.exe";
    for (int i = 1; i < count; i++) {
        strncat(call, " ", sizeof call - strlen(call) - 1);
        strncat(call, arguments[i], sizeof call - strlen(call) - 1);
    }
    PROCESS_INFORMATION made;
    if (!CreateProcessA(NULL, call, NULL, NULL, TRUE, 0, NULL, NULL, &how, &made)) {
        printf("not started: %lu\n", GetLastError());
        return 1;
    }
    CloseHandle(stream);
    int ended = WaitForSingleObject(made.hProcess, 20000) == WAIT_OBJECT_0;
    printf("%s\n", ended ? "ended" : "waits");
    if (!ended)
        TerminateProcess(made.hProcess, 1);
    static char said[65536];
    DWORD length = 0;
    if (PeekNamedPipe(terminal, said, sizeof said, &length, NULL, NULL))
        fwrite(said, 1, length, stdout);
    return 0;
}
