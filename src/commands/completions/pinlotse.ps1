# Completions of pinlotse for PowerShell: pinlotse completions powershell | Out-String | Invoke-Expression

Register-ArgumentCompleter -Native -CommandName pinlotse, pinlotse.exe -ScriptBlock {
    param($wordToComplete, $commandAst, $cursorPosition)
    $before = @($commandAst.CommandElements |
        Where-Object { $_.Extent.EndOffset -lt $cursorPosition } |
        ForEach-Object {
            if ($_ -is [System.Management.Automation.Language.StringConstantExpressionAst]) { $_.Value }
            else { $_.Extent.Text }
        })
    $current = $wordToComplete.Trim("'", '"')
    $encoding = [Console]::OutputEncoding
    try {
        [Console]::OutputEncoding = [System.Text.Encoding]::UTF8
        $lines = @(& pinlotse candidates "--current=$current" -- $before 2>$null)
    } finally {
        [Console]::OutputEncoding = $encoding
    }
    for ($i = 0; $i + 1 -lt $lines.Count; $i += 2) {
        $word = $lines[$i]
        $about = if ($lines[$i + 1]) { $lines[$i + 1] } else { $word }
        $typed = if ($word -match "[\s'`"();&|]") { "'" + $word.Replace("'", "''") + "'" } else { $word }
        [System.Management.Automation.CompletionResult]::new($typed, $word, 'ParameterValue', $about)
    }
}
