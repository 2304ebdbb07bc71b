@echo off
rem Double click: makes .venv from requirements.lock the first time, then opens CRM Desktop.
setlocal
cd /d "%~dp0"

set "PYTHON="
for %%V in (3.14 3.13 3.12 3.11) do (
  if not defined PYTHON (
    py -%%V -c "import sys" >nul 2>nul && set "PYTHON=py -%%V"
  )
)
if not defined PYTHON (
  python -c "import sys; sys.exit(sys.version_info < (3, 11))" >nul 2>nul && set "PYTHON=python"
)
if not defined PYTHON (
  echo CRM Desktop needs Python 3.11 or newer, and it was not found.
  echo Get it from https://www.python.org/downloads/windows/ or type:  winget install Python.Python.3.13
  echo Then double click start.cmd again.
  pause
  exit /b 1
)

set "WANTED="
for /f "skip=1 delims=" %%H in ('certutil -hashfile requirements.lock SHA256') do if not defined WANTED set "WANTED=%%H"
set "DONE="
if exist .venv\setup-done.txt set /p DONE=<.venv\setup-done.txt
if exist .venv\Scripts\crm-desktop.exe if "%DONE%"=="%WANTED%" goto open

echo Setting up CRM Desktop. This is done once and takes some minutes.
if not exist .venv\Scripts\python.exe %PYTHON% -m venv .venv || goto failed
call :install setuptools-only || goto failed
call :install all || call :install all || goto failed
.venv\Scripts\python -m pip install -q --disable-pip-version-check --no-deps --no-build-isolation -e . || goto failed
for %%T in (resources\i18n\*.ts) do .venv\Scripts\pyside6-lrelease -silent "%%T" -qm "%%~dpnT.qm" || goto failed
>.venv\setup-done.txt echo %WANTED%

:open
start "" .venv\Scripts\pythonw.exe -m crm_desktop
exit /b 0

:install
if "%1"=="setuptools-only" (
  .venv\Scripts\python packaging\locked.py setuptools > .venv\build-tools.txt || exit /b 1
  .venv\Scripts\python -m pip install -q --disable-pip-version-check --require-hashes --no-deps -r .venv\build-tools.txt
  exit /b
)
.venv\Scripts\python -m pip install -q --disable-pip-version-check --require-hashes --no-build-isolation --use-pep517 -r requirements.lock
exit /b

:failed
echo.
echo Setting up did not work; the lines above say why. Check the network, then double click start.cmd again.
pause
exit /b 1
